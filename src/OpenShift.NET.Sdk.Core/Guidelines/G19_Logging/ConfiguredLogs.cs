using System.Xml;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging;

/// <summary>What the configuration files of the image say of logs: Serilog and NLog in appsettings, NLog.config, log4net.config. Files of other environments than the image's do not count.</summary>
internal static class ConfiguredLogs
{
    /// <summary>The sinks in use, in the order of the files.</summary>
    public static IEnumerable<LogSink> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        string environment = publication.Config.Config.EnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? publication.Config.Config.EnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
        return InSettings(publication, environment).Concat(InXml(publication, environment)).Where(s => MayUse(publication, s.Library));
    }

    // A file that no library reads says nothing.
    private static bool MayUse(Publication publication, string library) =>
        publication.Code is not { } code
        || ((code.Packages.IsEmpty || code.Packages.Any(p => p.Name.Contains(library, StringComparison.OrdinalIgnoreCase))) && !(library == "Serilog" && IsSetInCode(code)));

    // A logger that the application makes itself, and whose settings it never reads (ReadFrom.Configuration).
    private static bool IsSetInCode(CodeFacts code) =>
        code.IsReadWhole && code.NamedMethods.Any(static m => m.Type == "Serilog.LoggerConfiguration") && !code.NamedMethods.Any(static m => m.Type.StartsWith("Serilog.", StringComparison.Ordinal) && (m.Type.Contains("Settings", StringComparison.Ordinal) || m.Type.StartsWith("Serilog.ConfigurationLoggerConfigurationExtensions", StringComparison.Ordinal) || m.Method is "get_ReadFrom"));

    private static IEnumerable<LogSink> InSettings(Publication publication, string environment)
    {
        // Later files win key by key, as the configuration of .NET does it.
        var settings = new Dictionary<string, (FileVersion File, ConfigEntry Entry)>(StringComparer.OrdinalIgnoreCase);
        foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, environment))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                settings[entry.Key] = (file, entry);
            }
        }

        foreach ((string key, (FileVersion file, ConfigEntry entry)) in settings)
        {
            if (key.StartsWith("Serilog:WriteTo:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Serilog:AuditTo:", StringComparison.OrdinalIgnoreCase))
            {
                // "WriteTo": [ "Console" ] or { "Name": "File", "Args": { "path": … } }, also inside of another sink's arguments.
                bool named = key.EndsWith(":Name", StringComparison.OrdinalIgnoreCase);
                if (named || key.Count(static c => c == ':') == 2)
                {
                    string parent = named ? key[..^":Name".Length] : key;
                    string? path = settings.TryGetValue(parent + ":Args:path", out (FileVersion, ConfigEntry Entry) p) ? p.Entry.Value : settings.TryGetValue(parent + ":Args:pathFormat", out p) ? p.Entry.Value : null;
                    yield return new LogSink("Serilog", Serilog(entry.Value), path, ShippedSettings.Where(publication, file, entry));
                }
            }
            else if (key.StartsWith("NLog:targets:", StringComparison.OrdinalIgnoreCase) && key.EndsWith(":type", StringComparison.OrdinalIgnoreCase))
            {
                string? path = settings.TryGetValue(key[..^":type".Length] + ":fileName", out (FileVersion, ConfigEntry Entry) p) ? p.Entry.Value : null;
                yield return new LogSink("NLog", NLog(entry.Value), path, ShippedSettings.Where(publication, file, entry));
            }
        }
    }

    private static IEnumerable<LogSink> InXml(Publication publication, string environment)
    {
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is not { Origin: Origin.App, File: { Kind: FileKind.File, Text: { Length: < 256 * 1024 } text } } || !file.Path.EndsWith(".config", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string name = ImagePath.Name(file.Path).ToLowerInvariant();
            bool nlog = name == "nlog.config" || name == $"nlog.{environment.ToLowerInvariant()}.config";
            bool log4net = name is "log4net.config" || name == $"log4net.{environment.ToLowerInvariant()}.config" || name.EndsWith(".dll.config", StringComparison.Ordinal);
            if ((nlog || log4net) && Parse(text) is { } document)
            {
                foreach (LogSink sink in nlog ? NLogTargets(publication, file, document) : Log4NetAppenders(publication, file, document))
                {
                    yield return sink;
                }
            }
        }
    }

    private static IEnumerable<LogSink> NLogTargets(Publication publication, FileVersion file, XDocument document)
    {
        XElement[] all = [.. document.Descendants()];
        HashSet<string> used = [.. all.Where(static e => e.Name.LocalName == "logger").SelectMany(static e => ((string?)Attribute(e, "writeTo") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        foreach (XElement target in all.Where(static e => e.Name.LocalName is "target" or "wrapper-target"))
        {
            // A wrapper is what rules name; what it wraps writes.
            if (target.AncestorsAndSelf().Any(e => (string?)Attribute(e, "name") is { } name && used.Contains(name)) && (string?)Attribute(target, "type") is { } type)
            {
                yield return new LogSink("NLog", NLog(type), (string?)Attribute(target, "fileName"), Where(publication, file, target, "target " + ((string?)Attribute(target, "name") ?? type)));
            }
        }
    }

    private static IEnumerable<LogSink> Log4NetAppenders(Publication publication, FileVersion file, XDocument document)
    {
        XElement[] all = [.. document.Descendants().Where(static e => e.AncestorsAndSelf().Any(static a => a.Name.LocalName == "log4net"))];
        HashSet<string> used = [.. all.Where(static e => e.Name.LocalName == "appender-ref").Select(static e => (string?)Attribute(e, "ref") ?? "")];
        foreach (XElement appender in all.Where(static e => e.Name.LocalName == "appender"))
        {
            if ((string?)Attribute(appender, "name") is { } name && used.Contains(name) && (string?)Attribute(appender, "type") is { } type)
            {
                string? path = appender.Elements().Where(static e => e.Name.LocalName.Equals("file", StringComparison.OrdinalIgnoreCase)).Select(static e => (string?)Attribute(e, "value")).FirstOrDefault();
                string shortType = type.Split(',')[0];
                LogSinkKind kind = shortType.EndsWith("FileAppender", StringComparison.Ordinal) ? LogSinkKind.File
                    : shortType.EndsWith("ConsoleAppender", StringComparison.Ordinal) ? LogSinkKind.Console
                    : LogSinkKind.Other;
                yield return new LogSink("log4net", kind, path, Where(publication, file, appender, "appender " + name));
            }
        }
    }

    private static LogSinkKind Serilog(string name) => name is "File" or "RollingFile" ? LogSinkKind.File
        : name is "Console" or "ColoredConsole" or "LiterateConsole" ? LogSinkKind.Console
        : LogSinkKind.Other;

    private static LogSinkKind NLog(string type) => type.ToLowerInvariant() is "file" or "atomicfile" ? LogSinkKind.File
        : type.ToLowerInvariant() is "console" or "coloredconsole" ? LogSinkKind.Console
        : LogSinkKind.Other;

    // NLog compares names without case, and "type" stands in the namespace of XML Schema.
    private static XAttribute? Attribute(XElement element, string name) => element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Findings.Location Where(Publication publication, FileVersion file, XElement element, string text) =>
        ShippedSettings.Where(publication, file, new ConfigEntry(text, "", ((IXmlLineInfo)element).LineNumber) { Column = Math.Max(0, ((IXmlLineInfo)element).LinePosition - 1) });

    private static XDocument? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException)
        {
            // The library cannot read it either.
            return null;
        }
    }
}
