import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import type { Finding } from './diagnosis.ts';
import { h } from './element.ts';
import { fact, findingLine, pill, waitLine } from './facts.ts';
import { limitSource } from './limit-words.ts';
import type { ConnectorStatus, StationBench } from './station-shapes.ts';
import type { Waiting } from './waiting.ts';
import { ampsWords, energyWords } from './words.ts';

const TONES: Readonly<Record<string, string>> = {
  Available: 'good',
  Charging: 'charging',
  Preparing: 'busy',
  Finishing: 'busy',
  SuspendedEV: 'busy',
  SuspendedEVSE: 'busy',
  Reserved: 'reserved',
  Unavailable: 'off',
  Faulted: 'bad',
};

type Parts = {
  readonly summary: ConnectorSummary;
  readonly status: ConnectorStatus | null;
  /** What the simulated hardware measures; null on other boards and for moments long ago. */
  readonly bench: StationBench['connectors'][number] | null;
  readonly findings: readonly Finding[];
  readonly plot: SVGElement | null;
  readonly waits: readonly Waiting[];
};

/** One connector at a glance. */
export function connectorCard({ summary, status, bench, findings, plot, waits }: Parts): HTMLElement {
  const { report, faults, limit_A, reservationId } = summary;
  const transaction = summary.transaction === null ? null : (status?.transaction ?? null);
  const offered = bench && bench.offeredAmps > 0 ? ampsWords(bench.offeredAmps) : 'nothing';
  return h(
    'article',
    { class: `card connector ${TONES[report.status] ?? ''}` },
    h(
      'header',
      {},
      h('h3', {}, `Connector ${summary.connectorId}`),
      pill(report.status, TONES[report.status] ?? ''),
    ),
    ...findings.map(findingLine),
    transaction &&
      h(
        'p',
        { class: 'figures' },
        figure(energyWords(transaction.wh)),
        figure(bench ? ampsWords(bench.drawnAmps) : ''),
      ),
    bench && meter(bench.drawnAmps, bench.offeredAmps, limit_A),
    plot,
    h(
      'dl',
      {},
      fact('who', summary.idTag),
      fact('since', transaction ? `${transaction.startedAt.slice(11, 19)} UTC` : null),
      fact('transaction', transactionWords(transaction)),
      fact('cable', summary.plugged ? 'plugged in' : 'none'),
      fact('current', bench ? `offers ${offered}, ${ampsWords(bench.drawnAmps)} drawn` : null),
      fact(
        'limit',
        [ampsWords(limit_A), limitSource(status?.limitFrom)].filter((it) => it !== '').join(', '),
      ),
      fact('reservation', reservationWords(reservationId, status?.reservedFor)),
      fact('availability', availabilityWords(summary)),
      fact('faults', faults.map(({ errorCode }) => errorCode).join(', ')),
    ),
    waits.length > 0 && h('ul', { class: 'waiting' }, ...waits.map(waitLine)),
  );
}

const figure = (text: string): HTMLElement => h('span', { class: 'figure' }, text);

/** Current drawn, current offered, and the limit, on one scale. */
function meter(drawn_A: number, offered_A: number, limit_A: number): HTMLElement {
  const most = Math.max(drawn_A, offered_A, limit_A, 1);
  const bar = (className: string, current_A: number): HTMLElement => {
    const part = h('i', { class: className });
    part.style.width = `${(100 * current_A) / most}%`;
    return part;
  };
  const words = `${ampsWords(drawn_A)} drawn of ${ampsWords(offered_A)} offered, limit ${ampsWords(limit_A)}`;
  return h(
    'div',
    { class: 'meter', role: 'img', 'aria-label': words },
    bar('offered', offered_A),
    bar('drawn', drawn_A),
  );
}

function transactionWords(transaction: ConnectorStatus['transaction']): string | null {
  if (!transaction) return null;
  const { id, transactionId } = transaction;
  return transactionId === null ? `${id}, not yet known to the central system` : String(transactionId);
}

function availabilityWords({ operative, scheduledInoperative }: ConnectorSummary): string | null {
  if (!operative) return 'out of service';
  return scheduledInoperative ? 'out of service after this transaction' : null;
}

function reservationWords(
  reservationId: number | null,
  reserved: ConnectorStatus['reservedFor'],
): string | null {
  if (reservationId === null) return null;
  return `number ${reservationId}${reserved ? ` for ${reserved.idTag}` : ''}`;
}
