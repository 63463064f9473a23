using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1902_LogsReachTheConsole;

/// <summary>OSC1902.</summary>
[Rule(
    "OSC1902",
    "The log reaches standard output",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Add builder.Logging.AddJsonConsole().")]
public sealed class LogsReachTheConsole : CodeRule
{
    private const string LoggingBuilder = "Microsoft.Extensions.Logging.ILoggingBuilder";
    private const string SerilogLogger = "Serilog.ILogger";
    private const string SerilogSinks = "Serilog.Configuration.LoggerSinkConfiguration";

    private static readonly KnownApi s_clear = "Microsoft.Extensions.Logging.LoggingBuilderExtensions::ClearProviders";

    private static readonly KnownApi[] s_console =
    [
        "Microsoft.Extensions.Logging.ConsoleLoggerExtensions::AddConsole",
        "Microsoft.Extensions.Logging.ConsoleLoggerExtensions::AddJsonConsole",
        "Microsoft.Extensions.Logging.ConsoleLoggerExtensions::AddSimpleConsole",
        "Microsoft.Extensions.Logging.ConsoleLoggerExtensions::AddSystemdConsole",
        "Serilog.ConsoleLoggerConfigurationExtensions::Console",
        "Serilog.ConsoleAuditLoggerConfigurationExtensions::Console",
        "NLog.Targets.ConsoleTarget::.ctor",
        "NLog.Targets.ColoredConsoleTarget::.ctor",
        "NLog.SetupLoadConfigurationExtensions::WriteToConsole",
        "NLog.SetupLoadConfigurationExtensions::WriteToColoredConsole",
        "log4net.Appender.ConsoleAppender::.ctor",
        "log4net.Appender.ManagedColoredConsoleAppender::.ctor",
        "log4net.Config.BasicConfigurator::Configure",
        "OpenTelemetry.Logs.*::AddConsoleExporter",
        "ZLogger.ZLoggerBuilderExtensions::AddZLoggerConsole",
        "Microsoft.Extensions.Logging.*::AddZLoggerConsole",
    ];

    // Extensions of the logging builder that write to no console; any other one may.
    private static readonly HashSet<string> s_elsewhere = new(StringComparer.Ordinal)
    {
        "ClearProviders", "SetMinimumLevel", "AddFilter", "AddConfiguration", "Configure", "AddDebug", "AddEventLog", "AddEventSourceLogger", "AddTraceSource", "AddConsoleFormatter",
        "AddAzureWebAppDiagnostics", "AddApplicationInsights", "AddOpenTelemetry", "AddFile", "AddSeq", "AddSentry",
    };

    // A library that takes the log over, what sets it up, and how its console is added.
    private static readonly (string Library, KnownApi[] Setup, string Fix)[] s_libraries =
    [
        ("Serilog", ["Serilog.SerilogHostBuilderExtensions::UseSerilog", "Serilog.SerilogWebHostBuilderExtensions::UseSerilog", "Serilog.SerilogServiceCollectionExtensions::AddSerilog", "Serilog.SerilogLoggingBuilderExtensions::AddSerilog"], "Add .WriteTo.Console() to its configuration."),
        ("NLog", ["NLog.Web.AspNetExtensions::*", "NLog.Extensions.Logging.ConfigureExtensions::*", "NLog.Extensions.Hosting.ConfigureExtensions::*"], "Add <target xsi:type=\"Console\" name=\"console\" /> and a rule that writes to it."),
        ("log4net", ["Microsoft.Extensions.Logging.Log4NetExtensions::AddLog4Net", "log4net.Config.XmlConfigurator::Configure"], "Add a log4net.Appender.ConsoleAppender and refer to it from <root>."),
    ];

    // Hosts without any provider, and what gives them some.
    private static readonly KnownApi[] s_bareHosts = ["Microsoft.AspNetCore.Hosting.WebHostBuilder::.ctor", "Microsoft.Extensions.Hosting.HostBuilder::.ctor"];

    private static readonly KnownApi[] s_otherHosts =
    [
        "Microsoft.AspNetCore.WebHost::*",
        "Microsoft.Extensions.Hosting.Host::Create*",
        "Microsoft.AspNetCore.Builder.WebApplication::Create*",
        "Microsoft.Extensions.Hosting.HostingHostBuilderExtensions::ConfigureDefaults",
    ];

    private static readonly CodeText s_bareFix = new(
        "Add .ConfigureLogging(logging => logging.AddJsonConsole()) to it, or use WebApplication.CreateBuilder.",
        "Add .ConfigureLogging(fun logging -> logging.AddJsonConsole() |> ignore) to it, or use WebApplication.CreateBuilder.",
        "Add .ConfigureLogging(Sub(logging) logging.AddJsonConsole()) to it, or use WebApplication.CreateBuilder.");

    private static readonly KnownApi s_staticLogger = "Serilog.Log::set_Logger";

    // What says nothing of where a provider writes.
    private static readonly string[] s_loggingOwn = ["System.String", "System.Func", "System.Action", "System.Collections.", "System.Linq.", "System.Object", "System.Exception", "System.DateTime", "Microsoft.Extensions.Logging."];

    private static readonly string[] s_platform = ["System", "Microsoft.", "netstandard", "mscorlib", "FSharp."];

    // Beginnings of the names of assemblies and namespaces that leave Serilog's static logger, and the configuration of the host, alone.
    private static readonly string[] s_setNoLogger =
    [
        "Serilog", "Newtonsoft.", "Npgsql", "MySql", "Oracle.", "MongoDB.", "StackExchange.", "RabbitMQ.", "Confluent.", "Dapper", "AutoMapper", "Mapster", "MediatR", "FluentValidation",
        "MassTransit", "Hangfire", "Quartz", "Polly", "Refit", "RestSharp", "Grpc.", "Google.", "Azure.", "AWSSDK.", "Amazon.", "OpenTelemetry", "prometheus-net", "Prometheus.", "Swashbuckle.", "NSwag.", "Scalar.", "Asp.Versioning", "HealthChecks.",
        "AspNetCore.", "Autofac", "Scrutor", "Yarp.", "Ocelot", "HotChocolate.", "GraphQL", "FastEndpoints", "Carter", "Orleans.", "WolverineFx", "Wolverine", "Marten", "Elastic.", "NEST", "Duende.", "IdentityModel", "OpenIddict.", "Humanizer", "Bogus",
        "CsvHelper", "YamlDotNet", "MailKit", "MimeKit", "SixLabors.", "SkiaSharp", "BCrypt.", "DotNetEnv", "EFCore.", "Pomelo.", "SQLitePCLRaw.", "LiteDB", "Minio", "NodaTime", "ZiggyCreatures.",
    ];

    private const string ConfigurationBuilder = "Microsoft.Extensions.Configuration.IConfigurationBuilder";
    private static readonly KnownApi s_settingsFile = "Microsoft.Extensions.Configuration.JsonConfigurationExtensions::AddJsonFile";

    // What adds no source, or one that no deployment fills beyond the variables that are known.
    private static readonly KnownApi[] s_emptySources =
    [
        "Microsoft.Extensions.Configuration.EnvironmentVariablesExtensions::*",
        "Microsoft.Extensions.Configuration.CommandLineConfigurationExtensions::*",
        "Microsoft.Extensions.Configuration.UserSecretsConfigurationExtensions::*",
        "Microsoft.Extensions.Configuration.FileConfigurationExtensions::*",
    ];

    private static readonly KnownApi s_serilogSettings = "Serilog.ConfigurationLoggerConfigurationExtensions::Configuration";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (!code.IsComplete || code.CallsTo(s_console).Any(static c => c.InProduction) || code.Calls.Any(c => c.InProduction && MayBeConsole(c) && !IsOwnProviderOfElsewhere(code, c)))
        {
            yield break;
        }

        foreach ((string library, KnownApi[] setup, string fix) in s_libraries)
        {
            if (code.CallsTo(setup).FirstOrDefault(static c => c.InProduction) is not { } use)
            {
                continue;
            }

            LogSink[] configured = library == "Serilog" && !code.CallsTo(s_serilogSettings).Any(static c => c.InProduction) ? [] : [.. ConfiguredLogs.Of(publication).Where(s => s.Library == library)];
            bool any = configured.Length > 0 || code.Calls.Any(c => c.InProduction && IsSink(library, c));
            if (any && !configured.Any(static s => s.Kind == LogSinkKind.Console || LogPaths.IsStandardOutput(s.Path)))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, use), $"hands the log to {library}, which is set up to write it elsewhere but not to the console, so 'oc logs' shows nothing") with { Fix = fix };
            }

            if (!any && library == "Serilog" && WithoutSink(publication, code, use) is { } seen)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, use), seen) with { Fix = use.ParameterTypes.Contains(SerilogLogger) ? "Set Log.Logger before, to a logger with .WriteTo.Console()." : fix };
            }

            yield break;
        }

        if (code.CallsTo(s_clear).FirstOrDefault(static c => c.InProduction) is { } clear)
        {
            bool exports = code.Calls.Any(static c => c.InProduction && c.Method == "AddOpenTelemetry" && c.ParameterTypes is [LoggingBuilder, ..]);
            yield return Finding.Violation(CodeLocations.Of(publication, clear), exports
                ? "removes the console, and the log goes to OpenTelemetry alone, so 'oc logs' shows nothing"
                : "removes the console, and no other provider writes to it, so 'oc logs' shows nothing");
            yield break;
        }

        // A provider of the application's own may be registered as a service.
        if (code.CallsTo(s_bareHosts).FirstOrDefault(static c => c.InProduction) is { } bare && !code.CallsTo(s_otherHosts).Any(static c => c.InProduction) && !code.Calls.Any(static c => c.InProduction && MayGiveLog(c))
            && !code.Types.Any(static t => t.Is("Microsoft.Extensions.Logging.ILoggerProvider") || t.Is("Microsoft.Extensions.Logging.ILoggerFactory")))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, bare), "comes without a provider of logs, and none that writes to the console is added, so 'oc logs' shows nothing of the host") with { Fix = s_bareFix.For(publication) };
        }
    }

    // Serilog that certainly writes nowhere: the static logger that nobody sets, or settings of it in the image that name no sink.
    private static string? WithoutSink(Publication publication, CodeFacts code, CodeCall use)
    {
        if (use.ParameterTypes.Contains(SerilogLogger))
        {
            return use.ArgumentOf(SerilogLogger) is ConstantValue { Value: null } && code.NeverCalls(s_staticLogger) && !code.Calls.Any(c => c.InProduction && MaySetLogger(c, use))
                ? "hands the log to Serilog's static logger, which nothing sets, so 'oc logs' shows nothing"
                : null;
        }

        // Without any settings file in the image whoever deploys brings it; what is written to the providers of the host reaches the console there.
        bool toProviders = Enumerable.Range(0, use.ParameterTypes.Length).Any(i => use.ParameterTypes[i] == "System.Boolean" && use.Argument(i) is not ConstantValue { Value: false or 0 });
        return !toProviders && code.CallsTo(s_serilogSettings).Any(static c => c.InProduction)
            && !code.Calls.Any(static c => c.InProduction && c.ParameterTypes.Any(static p => p is "Serilog.Configuration.LoggerSettingsConfiguration" or "Serilog.LoggerConfiguration") && !s_serilogSettings.Matches(c))
            && !code.Calls.Any(static c => c.InProduction && c.Type == "Serilog.Configuration.LoggerSettingsConfiguration")
            && !code.Types.Any(static t => t.Is("Serilog.Core.ILogEventSink"))
            && !MayReadElsewhere(code)
            && IsConfiguredWithoutSink(publication, code)
            ? "hands the log to Serilog, whose settings in the image name no sink, so 'oc logs' shows nothing"
            : null;
    }

    private static bool IsConfiguredWithoutSink(Publication publication, CodeFacts code)
    {
        string[] keys = [.. PublishedSettings.InServingPod(publication, code).Keys.Concat(publication.Project?.Manifests.Settings.Select(static s => s.Name.Replace("__", ":", StringComparison.Ordinal)) ?? [])];
        return (keys.Any(static k => k.StartsWith("Serilog:", StringComparison.OrdinalIgnoreCase)) || HasSettingsFile(publication))
            && !keys.Any(static k => k.StartsWith("Serilog:WriteTo", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Serilog:AuditTo", StringComparison.OrdinalIgnoreCase));
    }

    // A settings file without a word on Serilog: the sinks stand in that of Development, or nowhere.
    private static bool HasSettingsFile(Publication publication) =>
        PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)).Any(static f => !f.Content.Entries.IsEmpty);

    // Log.Logger = … in a package of the company's, whose code is not read.
    private static bool MaySetLogger(CodeCall call, CodeCall use) =>
        call is { IsNative: false } && (call.In.Key != use.In.Key || call.Order < use.Order) && !SetsNoLogger(call);

    // An assembly can have its extensions in the namespaces of the framework.
    private static bool SetsNoLogger(CodeCall call) =>
        s_platform.Any(p => call.Assembly.StartsWith(p, StringComparison.Ordinal)) || s_setNoLogger.Any(p => call.Assembly.StartsWith(p, StringComparison.Ordinal) || call.Type.StartsWith(p, StringComparison.Ordinal));

    // Sinks in a file that is mounted, in one beside appsettings.json, or in a source that is not known.
    private static bool MayReadElsewhere(CodeFacts code) =>
        code.Types.Any(static t => t.Is("Microsoft.Extensions.Configuration.IConfigurationSource"))
        || code.Calls.Any(static c => c.InProduction
            && (c is { Type: ConfigurationBuilder, Method: "Add" }
                || (c.ParameterTypes is [ConfigurationBuilder, ..] && !s_emptySources.Any(a => a.Matches(c)) && !(s_settingsFile.Matches(c) && c.ArgumentOf("System.String").Beginning()?.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase) == true))
                || (c.ParameterTypes is ["Microsoft.Extensions.Hosting.IHostBuilder" or "Microsoft.Extensions.Hosting.IHostApplicationBuilder" or "Microsoft.AspNetCore.Hosting.IWebHostBuilder" or "Microsoft.AspNetCore.Builder.WebApplicationBuilder", ..]
                    && !SetsNoLogger(c))));

    private static bool MayBeConsole(CodeCall call) =>
        (call.ParameterTypes is [LoggingBuilder, ..] && !s_elsewhere.Contains(call.Method) && !s_libraries.Any(l => l.Setup.Any(a => a.Matches(call))))
        || (call.Type == SerilogSinks && call.Method is "Sink" or "Logger")
        || (call.Type == "Serilog.FileLoggerConfigurationExtensions" && LogPaths.IsStandardOutput(call.ArgumentOf("System.String").Text));

    // AddProvider(new TableLoggerProvider()) of the application's own, none of whose types writes to the console or has a library do it.
    private static bool IsOwnProviderOfElsewhere(CodeFacts code, CodeCall call)
    {
        if (call is not { Method: "AddProvider", Type: "Microsoft.Extensions.Logging.LoggingBuilderExtensions" } || call.ArgumentOf("Microsoft.Extensions.Logging.ILoggerProvider") is not ObjectValue { Type: var provider }
            || code.Types.FirstOrDefault(t => t.Name == provider) is not { } own)
        {
            return false;
        }

        HashSet<string> logging = [own.Name, .. code.Types.Where(static t => t.Is("Microsoft.Extensions.Logging.ILogger") || t.Is("Microsoft.Extensions.Logging.ILogger`1")).Select(static t => t.Name)];
        return !own.Bases.Any(static b => !s_platform.Any(p => b.StartsWith(p, StringComparison.Ordinal)))
            && !code.Calls.Any(c => c.Type.StartsWith("System.Console", StringComparison.Ordinal) && (logging.Contains(c.In.Type) || !c.InProduction || code.Types.Any(t => t.Name == c.In.Type && t.Assembly == own.Assembly && t.Name != "Program")))
            && code.Calls.Any(c => logging.Contains(c.In.Type) && !c.Type.StartsWith("System.Diagnostics.", StringComparison.Ordinal) && !s_loggingOwn.Any(p => c.Type.StartsWith(p, StringComparison.Ordinal)));
    }

    // A library that sets a host up (Azure Functions, Orleans) may give it a provider, and so may a registration.
    private static bool MayGiveLog(CodeCall call) =>
        (call.ParameterTypes is ["Microsoft.Extensions.Hosting.IHostBuilder" or "Microsoft.AspNetCore.Hosting.IWebHostBuilder", ..]
            && !call.Assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !call.Assembly.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal))
        || call.TypeArguments.Any(static t => t is "Microsoft.Extensions.Logging.ILoggerProvider" or "Microsoft.Extensions.Logging.ILoggerFactory");

    private static bool IsSink(string library, CodeCall call) => library switch
    {
        "Serilog" => call.ParameterTypes is [SerilogSinks, ..],
        "NLog" => call is { Method: ".ctor" } && call.Type.StartsWith("NLog.Targets.", StringComparison.Ordinal),
        _ => call is { Method: ".ctor" } && call.Type.StartsWith("log4net.Appender.", StringComparison.Ordinal),
    };
}
