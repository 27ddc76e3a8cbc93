import { createHash } from 'node:crypto';
import type { MachineGraph } from './machine-graph.ts';

/** Short, and another one for each change of a statechart that its picture could show. */
const fingerprintOf = (graph: MachineGraph): string =>
  createHash('sha256').update(JSON.stringify(graph)).digest('base64url').slice(0, 16);

/** A picture that says which statechart it was drawn from. */
export const withFingerprint = (svg: string, graph: MachineGraph): string =>
  svg.replace('<svg ', `<svg data-of="${fingerprintOf(graph)}" `);

/** Whether a picture was drawn from this statechart as it is now. */
export const isOf = (svg: string, graph: MachineGraph): boolean =>
  svg.startsWith(`<svg data-of="${fingerprintOf(graph)}" `);
