// An object and a call as they come to the kernel, and the operation and message that are made of it.

import type { Slice } from '../base/slice.ts';
import type { Nanos } from '../base/units.ts';
import type { Payload } from '../protocol/payload.ts';
import type { Cell, KernelObject, Message, Operation, OperationRule } from './object-rule.ts';

export interface Creation {
  name: string;
  creator: number;
  site: number;
  at: Nanos;
  options: Readonly<Record<string, number>>;
  parts?: readonly KernelObject[];
  /** By a module of a child that is being imported. */
  importing?: boolean;
}

export interface Submission {
  process: number;
  object: KernelObject;
  method: number;
  call: number;
  /** Nobody waits for an answer. */
  oneWay: boolean;
  site: number;
  calledAt: Nanos;
  /** From `calledAt`; Infinity: no limit; 0 or less: do not wait. */
  timeout: Nanos;
  payload: Payload | null;
  handles: readonly KernelObject[];
  preview: string | Slice;
  /** Its caller has waited since `calledAt` for it to arrive. */
  wire?: boolean | undefined;
  /** The operation that it answers. */
  answers?: number | undefined;
}

/** @throws RangeError for a method that the object does not have */
export function ruleOf({ object, method }: Submission): OperationRule {
  const rule = object.rule.operations[method];
  if (!rule) throw new RangeError(`${object.rule.type} has no operation ${method}`);
  return rule;
}

export function messageOf({ payload, handles, process: sender }: Submission, id: number): Message {
  const bytes = payload ?? new Uint8Array(0);
  return { id, place: 0, payload: bytes, handles, bytes: bytes.length, sender };
}

export function operationOf(
  submission: Submission,
  made: { id: number; rule: OperationRule; message: Message | null; now: Nanos },
): Operation {
  const { process, call, oneWay, object, site, calledAt, timeout } = submission;
  const { id, rule, message, now } = made;
  return {
    id,
    process,
    call,
    oneWay,
    object,
    rule,
    site,
    seq: 0,
    calledAt,
    deadline: timeout <= 0 ? 0 : Math.max(calledAt, now) + timeout,
    message,
    answers: submission.answers ?? 0,
    argument: message === null && submission.payload instanceof Uint8Array ? submission.payload : null,
    others: rule.sends ? [] : submission.handles,
    state: 'submitted',
    cell: null,
    isUnderWay: false,
    granted: null,
  };
}

/** Whether it could be served now, with nobody before it. */
export function isFree(operation: Operation, cell: Cell | null = cellOf(operation)): boolean {
  const { rule, object } = operation;
  return (cell === null || cell.isOpen) && !rule.refusal?.(object.state, operation);
}

function cellOf(operation: Operation): Cell | null {
  return operation.rule.cell(operation.object.state, operation);
}
