// The registry of rules: the kernel's side of every primitive, one line each.

import type { ObjectRule } from '../kernel/object-rule.ts';
import { lockRules } from './lock/rule.ts';
import { processRule } from './process/rule.ts';
import { queueRules } from './queue/rule.ts';

const rules: readonly ObjectRule[] = [processRule, ...queueRules, ...lockRules];

export const ruleOfType: ReadonlyMap<string, ObjectRule> = new Map(rules.map((rule) => [rule.type, rule]));
