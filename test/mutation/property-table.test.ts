import { describe, expect, it } from 'vitest';
import { plantedBugs, plantedIn, propertyTable } from './property-table.ts';

const SOURCE = `
describe('S3: what is wrong is found', () => {
  it('in a station that is right nothing is', async () => {});
  it('planted: sent too early', async () => {});
});
describe('safety', () => {
  it('a deaf contactor', () => {
    // The same as S9.
    expect(found.property).toEqual('S2');
  });
});
`;
const FOUND = { property: 'S2', layer: 'wire', by: 'door#open/entry[sigh] drop action' };

describe('the table of what violates each property', () => {
  it('reads the properties of planted bugs from the tests that look for them', () => {
    expect(plantedIn(SOURCE, 'checker')).toEqual([
      { property: 'S3', layer: 'checker', by: 'planted: sent too early' },
      { property: 'S2', layer: 'checker', by: 'planted: a deaf contactor' },
    ]);
  });

  it('counts by layer, and says so of a property that nothing violates', () => {
    const rows = propertyTable({ mutants: 7, findings: [FOUND, FOUND] }, plantedIn(SOURCE, 'checker'));
    expect(rows).toContain('| S2 | 1 planted |  | 2 mutants |  | planted: a deaf contactor |');
    expect(rows).toContain('| S1 |  |  |  |  | **nothing violates it yet** |');
    expect(rows).toContain('of a sample of 7');
  });

  it('counts field lessons apart', () => {
    const lesson = { property: 'S3', layer: 'wire', by: 'field lesson 1' };
    const rows = propertyTable({ mutants: 7, findings: [FOUND] }, [lesson]);
    expect(rows).toContain('| S3 |  |  | 1 field lesson |  | field lesson 1 |');
  });

  it('has, of this station, a planted bug for each property', () => {
    const rows = propertyTable({ mutants: 0, findings: [] }, plantedBugs());
    expect(rows).not.toContain('nothing violates it yet');
  });
});
