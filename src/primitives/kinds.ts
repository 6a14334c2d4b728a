// The registry of rules: the kernel's side of every primitive, one line each.

import type { ObjectRule } from '../kernel/object-rule.ts';
import { barrierRule } from './barrier/rule.ts';
import { conditionRule } from './condition/rule.ts';
import { eventRule } from './event/rule.ts';
import { lockRules } from './lock/rule.ts';
import { managerKinds } from './manager/rule.ts';
import { pipeRule } from './pipe/rule.ts';
import { poolRule } from './pool/rule.ts';
import { processRule } from './process/rule.ts';
import { queueRules } from './queue/rule.ts';
import { semaphoreRules } from './semaphore/rule.ts';
import { memoryRule } from './shared-memory/rule.ts';
import { valueRules } from './value/rule.ts';

const rules: readonly ObjectRule[] = [
  processRule,
  ...queueRules,
  ...lockRules,
  ...semaphoreRules,
  eventRule,
  conditionRule,
  barrierRule,
  pipeRule,
  poolRule,
  ...valueRules,
  memoryRule,
  ...managerKinds,
];

export const ruleOfType: ReadonlyMap<string, ObjectRule> = new Map(rules.map((rule) => [rule.type, rule]));
