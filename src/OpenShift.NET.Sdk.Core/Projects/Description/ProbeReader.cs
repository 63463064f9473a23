using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads the items <c>OpenShiftProbe</c>.</summary>
internal sealed class ProbeReader(ProjectInput input, PropertyPlaces places)
{
    /// <exception cref="OpenShiftException">OSC0031: an item is wrong.</exception>
    public ImmutableArray<ProbeFact> Read()
    {
        var probes = ImmutableArray.CreateBuilder<ProbeFact>();
        foreach (InputItem item in input.ItemsOf("Probe"))
        {
            ProbeFact probe = Read(item);
            if (probes.Any(p => p.Kind == probe.Kind))
            {
                throw Invalid(item, "is there more than once", "Keep one of them; a container has one probe of a kind.");
            }

            probes.Add(probe);
        }

        probes.Sort(static (a, b) => a.Kind.CompareTo(b.Kind));
        return probes.ToImmutable();
    }

    private ProbeFact Read(InputItem item)
    {
        if (!Enum.TryParse(item.Include, ignoreCase: true, out ProbeKind kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(item.Include[0]))
        {
            throw Invalid(item, "is no kind of probe", "Use Liveness, Readiness or Startup.");
        }

        ProbeAction action = Action(item);
        RequireFitting(item, action);
        return new ProbeFact(kind)
        {
            Action = action,
            Path = action == ProbeAction.HttpGet ? Path(item) : null,
            Port = Number(item, "Port", 1, 65535),
            Tls = Tls(item),
            Service = item["Service"],
            Command = Command(item, action),
            InitialDelaySeconds = Number(item, "InitialDelaySeconds", 0, 86_400),
            PeriodSeconds = Number(item, "PeriodSeconds", 1, 86_400),
            TimeoutSeconds = Number(item, "TimeoutSeconds", 1, 86_400),
            FailureThreshold = Number(item, "FailureThreshold", 1, 10_000),
        };
    }

    private ProbeAction Action(InputItem item) => item["Type"]?.ToLowerInvariant() switch
    {
        null => item["Command"] is not null ? ProbeAction.Exec : item["Service"] is not null ? ProbeAction.Grpc : ProbeAction.HttpGet,
        "http" => ProbeAction.HttpGet,
        "tcp" => ProbeAction.TcpSocket,
        "grpc" => ProbeAction.Grpc,
        "exec" => ProbeAction.Exec,
        "file" => ProbeAction.File,
        "none" => ProbeAction.None,
        _ => throw Invalid(item, $"has the Type '{item["Type"]}'", "Set it to Http, Tcp, Grpc, Exec, File or None."),
    };

    private void RequireFitting(InputItem item, ProbeAction action)
    {
        foreach (string name in (ReadOnlySpan<string>)["Path", "Scheme", "Service", "Command", "Port"])
        {
            bool fits = (name, action) switch
            {
                ("Path", ProbeAction.HttpGet or ProbeAction.File) => true,
                ("Scheme", ProbeAction.HttpGet) => true,
                ("Service", ProbeAction.Grpc) => true,
                ("Command", ProbeAction.Exec) => true,
                ("Port", ProbeAction.HttpGet or ProbeAction.TcpSocket or ProbeAction.Grpc) => true,
                _ => false,
            };
            if (!fits && item[name] is not null)
            {
                throw Invalid(item, $"has {name}, which a probe of Type {NameOf(action)} does not know", $"Remove {name}, or set another Type.");
            }
        }

        if (action == ProbeAction.Exec && item["Command"] is null)
        {
            throw Invalid(item, "has no Command", "Set Command to what is run inside the container, for example Command=\"/app/probe --quick\".");
        }

        if (action == ProbeAction.File && item["Path"] is not ['/', _, ..])
        {
            throw Invalid(item, "names no file", "Set Path to the absolute path of the file the application touches, for example Path=\"/tmp/alive\".");
        }
    }

    private string? Path(InputItem item)
    {
        string? path = item["Path"];
        return path is null || (path[0] == '/' && !path.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
            ? path
            : throw Invalid(item, $"has the Path '{path}'", "Write the path from the root and without spaces, for example /healthz.");
    }

    private bool Tls(InputItem item) => item["Scheme"]?.ToLowerInvariant() switch
    {
        null or "http" => false,
        "https" => true,
        _ => throw Invalid(item, $"has the Scheme '{item["Scheme"]}'", "Set it to Http or Https."),
    };

    private ImmutableArray<string> Command(InputItem item, ProbeAction action) => action switch
    {
        ProbeAction.File => [item["Path"]!],
        ProbeAction.Exec => SplitCommand(item),
        _ => [],
    };

    private ImmutableArray<string> SplitCommand(InputItem item)
    {
        ImmutableArray<string> words = CommandWords.Split(item["Command"]!, out char open);
        return open == '\0' ? words : throw Invalid(item, $"has a Command in which a {open} is not closed", $"Close it with another {open}.");
    }

    private int? Number(InputItem item, string name, int least, int most) =>
        item[name] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : throw Invalid(item, $"has the {name} '{text}'", FormattableString.Invariant($"Set it to a whole number from {least} to {most}."));

    private static string NameOf(ProbeAction action) => action switch
    {
        ProbeAction.HttpGet => "Http",
        ProbeAction.TcpSocket => "Tcp",
        _ => action.ToString(),
    };

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProbe, $"OpenShiftProbe '{item.Include}' {seen}", remedy, places.OfItem("OpenShiftProbe", item.Include));
}
