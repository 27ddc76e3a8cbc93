import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawFollowedMessage, drawSequence } from '../../visualizations/svg/draw-sequence.ts';
import { chaptersOf, transcriptSteps } from '../../visualizations/transcript-steps.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const PAGE = read('docs/follow-a-message.md');
const TRANSCRIPT = read('test/transcripts/remote-start-and-stop.txt');

const SHORT = `About it.

     1.000  central system -> charge-point                CALL Reset {type: Soft}
              station -> central system                   CALLRESULT {status: Accepted}
     2.000  board -> contactor-1                          PILOT pilot=C      [vehicle.present, power.closing]
              contactor-1 -> board                        close contactor
`;
const LANES = ['central system', 'station', 'charge-point', 'contactor-1', 'board'].map((name) => ({ name }));
const QUOTES = '# Title\n\n## One\n\n    charge-point CALL Reset\n\n## Two\n\n    PILOT pilot=C\n';

/** Arrows of a picture: where they begin and end, and what they tell. */
const arrows = (svg: string) =>
  [...svg.matchAll(/<polyline[^>]* points="([\d.]+),[\d.]+ ([\d.]+),[\d.]+"[^>]*><title>([^<]*)</g)].map(
    ([, from, to, title]) => ({ from: Number(from), to: Number(to), title }),
  );

describe('the steps of a transcript', () => {
  it('say when, who, to whom, what, and the states that were entered', () => {
    expect(transcriptSteps(SHORT).map(({ line, ...step }) => step)).toEqual([
      {
        at: '1.000',
        from: 'central system',
        to: 'charge-point',
        words: 'CALL Reset {type: Soft}',
        entered: [],
      },
      {
        at: '1.000',
        from: 'station',
        to: 'central system',
        words: 'CALLRESULT {status: Accepted}',
        entered: [],
      },
      {
        at: '2.000',
        from: 'board',
        to: 'contactor-1',
        words: 'PILOT pilot=C',
        entered: ['vehicle.present', 'power.closing'],
      },
      { at: '2.000', from: 'contactor-1', to: 'board', words: 'close contactor', entered: [] },
    ]);
  });

  it('are all lines of a real one', () => {
    const lines = TRANSCRIPT.split('\n').filter((line) => line.includes(' -> '));
    expect(lines.length).toBeGreaterThan(50);
    expect(transcriptSteps(TRANSCRIPT)).toHaveLength(lines.length);
  });

  it('are told by chapters of the page that quotes them', () => {
    const chapters = chaptersOf(QUOTES, transcriptSteps(SHORT));
    expect(chapters.map(({ title, steps }) => [title, steps.length])).toEqual([
      ['One', 2],
      ['Two', 1],
    ]);
    const wrong = `${QUOTES}\n    CALL Reset\n`;
    expect(() => chaptersOf(wrong, transcriptSteps(SHORT))).toThrow('does not say: CALL Reset');
  });
});

describe('the picture of a sequence', () => {
  it('has an arrow for each step, from the lane of one to the lane of the other', () => {
    const steps = transcriptSteps(SHORT);
    const found = arrows(drawSequence('Short', LANES, [{ title: 'All', steps }]));
    expect(found.map(({ title }) => title?.replaceAll('&gt;', '>'))).toEqual(steps.map(({ line }) => line));
    const places = new Map<string, number>();
    for (const [index, { from, to }] of steps.entries()) {
      for (const [name, x] of [
        [from, found[index]!.from],
        [to, found[index]!.to],
      ] as const)
        expect(places.get(name) ?? x, name).toBe(places.set(name, x).get(name));
    }
    const order = LANES.map(({ name }) => places.get(name)!);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(LANES.length);
  });

  it('is not drawn with someone left out', () => {
    const chapters = [{ title: 'All', steps: transcriptSteps(SHORT) }];
    expect(() => drawSequence('Short', LANES.slice(1), chapters)).toThrow('no place for central system');
  });

  it('of the followed message is that of docs/, and another once the transcript says something else', () => {
    expect(drawFollowedMessage(PAGE, TRANSCRIPT)).toBe(read('docs/follow-a-message.svg'));
    const changed = TRANSCRIPT.replaceAll('[current.flowing]', '[current.excessive]');
    expect(changed).not.toBe(TRANSCRIPT);
    expect(drawFollowedMessage(PAGE, changed)).not.toBe(read('docs/follow-a-message.svg'));
  });
});
