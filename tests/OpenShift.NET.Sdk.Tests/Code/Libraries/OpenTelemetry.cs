using System;
using Microsoft.Extensions.Logging;
namespace OpenTelemetry.Logs { public class OpenTelemetryLoggerOptions { } public static class OtlpLogExporterHelperExtensions { public static OpenTelemetryLoggerOptions AddOtlpExporter(this OpenTelemetryLoggerOptions options) => options; } }
namespace Microsoft.Extensions.Logging { public static class OpenTelemetryLoggingExtensions { public static ILoggingBuilder AddOpenTelemetry(this ILoggingBuilder builder, Action<OpenTelemetry.Logs.OpenTelemetryLoggerOptions> configure) => builder; } }
