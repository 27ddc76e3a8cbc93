type Status = {
  readonly registration: string;
  readonly link: { readonly state: string };
  readonly queue: { readonly length: number };
  readonly connectors: readonly {
    readonly id: number;
    readonly status: string;
    readonly limitAmps: number;
    readonly transaction: { readonly wh: number } | null;
  }[];
};

/** The station's figures in the Prometheus text format, version 0.0.4. */
export function metricsText({ registration, link, queue, connectors }: Status): string {
  const each = (name: string, value: (it: Status['connectors'][number]) => number): string[] =>
    connectors.map((it) => `${name}{connector="${it.id}"} ${value(it)}`);
  return `${[
    '# TYPE wallchart_online gauge',
    `wallchart_online ${link.state === 'online' && registration === 'accepted' ? 1 : 0}`,
    '# TYPE wallchart_queue_length gauge',
    `wallchart_queue_length ${queue.length}`,
    '# TYPE wallchart_connector_status gauge',
    ...connectors.map((it) => `wallchart_connector_status{connector="${it.id}",status="${it.status}"} 1`),
    '# TYPE wallchart_connector_limit_amperes gauge',
    ...each('wallchart_connector_limit_amperes', (it) => it.limitAmps),
    '# TYPE wallchart_transaction_energy_watthours gauge',
    ...each('wallchart_transaction_energy_watthours', (it) => it.transaction?.wh ?? 0),
  ].join('\n')}\n`;
}
