import { type Chapter, chaptersOf, type TranscriptStep, transcriptSteps } from '../transcript-steps.ts';
import { escapeXml, px, svgDocument } from './svg-text.ts';
import { shorten, textWidth } from './text-width.ts';

/** Who stands side by side, and under which name a transcript speaks of them too. */
export type Lane = { readonly name: string; readonly also?: readonly string[] };

const GUTTER_PX = 62;
const LANE_PX = 122;
const MARGIN_PX = 16;
const HEAD_PX = 58;
const TEXT_PX = 11;
const CHAPTER_PX = 30;
const LINE_PX = 14;
const PILL_PX = 17;
/** Of what an event carries, so much is shown. */
const COLUMNS = 62;

const STYLE = `
.lane { stroke: #b9c6d3; stroke-width: 1; stroke-dasharray: 2 4 }
.chapter { fill: #eef2f6 } .title { font-size: 12px; font-weight: bold }
.words { font-weight: bold; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
.carried { fill: #5a6b7b; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
.time { fill: #5a6b7b; text-anchor: end } .middle { text-anchor: middle }
.wire { stroke: #1f6fb2 } .command { stroke: #b25d12 } .head { fill: context-stroke }
.entered { fill: #e2f3e5; stroke: #4f9a5f; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
  .lane { stroke: #3c4a58 } .chapter { fill: #1a232c } .words, .carried { stroke: #0f151b }
  .carried, .time { fill: #a9b9c8 } .wire { stroke: #6db3ea } .command { stroke: #eaa05c }
  .entered { fill: #17331d; stroke: #5cae6d }
}`;

const nameOf = (lanes: readonly Lane[], name: string): string =>
  lanes.find((lane) => lane.name === name || lane.also?.includes(name))?.name ?? name;

/** `CALL StartTransaction`, `REMOTE_START`, `offer 32 A`; and what it carries. */
function parts({ words }: TranscriptStep): readonly [head: string, carried: string] {
  const [head = '', rest = ''] = /^[a-z]/.test(words)
    ? [words]
    : (/^(CALL \w+|\w+) ?(.*)$/.exec(words)?.slice(1) ?? [words]);
  return [head, shorten(rest.replace(/^\{(.*)\}$/, '$1'), COLUMNS)];
}

type Picture = { readonly body: string[]; y: number };

function drawStep(picture: Picture, step: TranscriptStep, lanes: readonly Lane[], width: number): void {
  const x = (name: string): number => {
    const index = lanes.findIndex((lane) => lane.name === nameOf(lanes, name));
    if (index < 0) throw new Error(`no place for ${name} in the sequence`);
    return MARGIN_PX + GUTTER_PX + LANE_PX * (index + 0.5);
  };
  const [from, to] = [x(step.from), x(step.to)];
  const [head, carried] = parts(step);
  const longest = Math.max(textWidth(head, TEXT_PX + 1), textWidth(carried, TEXT_PX));
  const half = longest / 2 + MARGIN_PX;
  const middle = Math.min(Math.max((from + to) / 2, GUTTER_PX + half), width - half);
  const text = (kind: string, line: string): void => {
    picture.y += LINE_PX;
    const at = `x="${px(middle)}" y="${px(picture.y)}"`;
    picture.body.push(`<text class="${kind} middle" ${at}>${escapeXml(line)}</text>`);
  };
  picture.y += 4;
  text('words', head);
  if (carried !== '') text('carried', carried);
  picture.y += 7;
  const ends = [step.from, step.to];
  const kind = ends.includes('central system') ? ' wire' : step.to === 'board' ? ' command' : '';
  const path = `${px(from)},${px(picture.y)} ${px(to)},${px(picture.y)}`;
  const title = `<title>${escapeXml(step.line)}</title>`;
  picture.body.push(
    `<polyline class="edge${kind}" points="${path}" marker-end="url(#head)">${title}</polyline>`,
  );
  for (const state of step.entered) drawPill(picture, to, state);
  picture.y += 7;
}

/** A state that was entered, on the line of who entered it. */
function drawPill(picture: Picture, x: number, state: string): void {
  picture.y += 5;
  const width = textWidth(state, TEXT_PX) + 16;
  const box = `x="${px(x - width / 2)}" y="${px(picture.y)}" width="${px(width)}" height="${PILL_PX}" rx="8"`;
  picture.body.push(`<rect class="entered" ${box}/>`);
  picture.body.push(
    `<text class="middle" x="${px(x)}" y="${px(picture.y + 12.5)}">${escapeXml(state)}</text>`,
  );
  picture.y += PILL_PX;
}

/**
 * A sequence diagram: lanes from left to right, time downwards, chapters as bands. Blue arrows go over the
 * wire, orange ones command the hardware; a green box is a state that was entered.
 */
export function drawSequence(title: string, lanes: readonly Lane[], chapters: readonly Chapter[]): string {
  const width = 2 * MARGIN_PX + GUTTER_PX + LANE_PX * lanes.length;
  const picture: Picture = { body: [], y: HEAD_PX };
  let at = '';
  for (const chapter of chapters) {
    picture.y += 12;
    const band = `x="0" y="${px(picture.y)}" width="${px(width)}" height="${CHAPTER_PX - 8}"`;
    picture.body.push(`<rect class="chapter" ${band}/>`);
    const place = `x="${MARGIN_PX}" y="${px(picture.y + 15.5)}"`;
    picture.body.push(`<text class="title" ${place}>${escapeXml(chapter.title)}</text>`);
    picture.y += CHAPTER_PX - 8;
    for (const step of chapter.steps) {
      const said = step.at === at ? '' : `${step.at} s`;
      at = step.at;
      const time = `x="${MARGIN_PX + GUTTER_PX - 8}" y="${px(picture.y + LINE_PX + 4)}"`;
      if (said !== '') picture.body.push(`<text class="time" ${time}>${said}</text>`);
      drawStep(picture, step, lanes, width);
    }
  }
  const height = picture.y + MARGIN_PX;
  return svgDocument(title, width, height, [...drawLanes(lanes, height), ...picture.body], STYLE);
}

function drawLanes(lanes: readonly Lane[], height: number): string[] {
  return lanes.flatMap(({ name }, index) => {
    const x = MARGIN_PX + GUTTER_PX + LANE_PX * (index + 0.5);
    const box = `x="${px(x - LANE_PX / 2 + 5)}" y="${MARGIN_PX}" width="${LANE_PX - 10}" height="30" rx="8"`;
    return [
      `<path class="lane" d="M${px(x)},${MARGIN_PX + 30}V${px(height - 8)}"/>`,
      `<rect class="state" ${box}/>`,
      `<text class="title middle" x="${px(x)}" y="${MARGIN_PX + 19}">${escapeXml(name)}</text>`,
    ];
  });
}

/** Everyone of whom the transcript of a remote start speaks. */
const LANES: readonly Lane[] = [
  { name: 'central system' },
  { name: 'station' },
  { name: 'call-queue', also: ['queue'] },
  { name: 'storage' },
  { name: 'charge-point' },
  { name: 'connector-1' },
  { name: 'transaction-1' },
  { name: 'contactor-1' },
  { name: 'board', also: ['meter'] },
];

/**
 * What docs/follow-a-message.md tells, as a picture.
 * @throws Error if the page quotes what the transcript does not say.
 */
export const drawFollowedMessage = (page: string, transcript: string): string =>
  drawSequence(
    'RemoteStartTransaction, from the socket to the contactor',
    LANES,
    chaptersOf(page, transcriptSteps(transcript)),
  );
