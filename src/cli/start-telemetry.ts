import { SettingsError } from '../workflow/settings.ts';

const packages = [
  'sdk-trace',
  'sdk-metrics',
  'resources',
  'exporter-trace-otlp-http',
  'exporter-metrics-otlp-http',
  'context-async-hooks',
];

/** Whether the environment asks for traces and metrics, in OpenTelemetry's own words. */
export function wantsTelemetry(environment: NodeJS.ProcessEnv): boolean {
  return (
    environment.OTEL_SDK_DISABLED !== 'true' &&
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'].some(
      name => environment[name],
    )
  );
}

/**
 * Sends traces and metrics by OTLP over HTTP to where the environment says (`OTEL_EXPORTER_OTLP_ENDPOINT`;
 * `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES` and the exporters' other variables hold too).
 *
 * @returns sends what is left and ends it
 * @throws {SettingsError} where the SDK is not installed
 */
export async function startTelemetry(version: string): Promise<() => Promise<void>> {
  try {
    const { context, metrics, trace } = await import('@opentelemetry/api');
    const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
    const { MeterProvider, PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');
    const { defaultResource, detectResources, envDetector, resourceFromAttributes } = await import(
      '@opentelemetry/resources'
    );
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
    const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
    const own = resourceFromAttributes({ 'service.name': 'phosphene', 'service.version': version });
    const resource = defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] }));
    const tracers = new TracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
    });
    const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() });
    const meters = new MeterProvider({ resource, readers: [reader] });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(tracers);
    metrics.setGlobalMeterProvider(meters);
    return async () => {
      // A collector that is away must not keep a finished video from being told.
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SettingsError(
      `OpenTelemetry's SDK is not installed; "npm install ${packages.map(name => `@opentelemetry/${name}`).join(' ')}" adds it, or leave the OTEL_ variables out.`,
    );
  }
}
