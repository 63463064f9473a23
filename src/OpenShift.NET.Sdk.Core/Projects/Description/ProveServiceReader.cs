using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads the items <c>OpenShiftProveService</c>. No message repeats a value of their environment.</summary>
internal sealed class ProveServiceReader(ProjectInput input, PropertyPlaces places)
{
    private const string Item = "OpenShiftProveService";

    /// <exception cref="OpenShiftException">OSC0093: an item is wrong.</exception>
    public ImmutableArray<ProveService> Read()
    {
        var services = ImmutableArray.CreateBuilder<ProveService>();
        foreach (InputItem item in input.ItemsOf("ProveService"))
        {
            ProveService service = Read(item);
            if (services.Any(s => s.Name == service.Name))
            {
                throw Invalid(item, "is there more than once", "Keep one of them; a name leads to one service.");
            }

            services.Add(service);
        }

        services.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return services.ToImmutable();
    }

    private ProveService Read(InputItem item)
    {
        if (!ObjectName.IsLabel(item.Include))
        {
            throw Invalid(item, "is no host name", "Use the name the application reaches it by, of small letters, digits and '-', a letter first, for example db.");
        }

        string image = item["Image"] ?? throw Invalid(item, "has no Image", "Set Image to a reference, for example registry.example.com/postgres:17, or to oci-archive:PATH.");
        return int.TryParse(item["Port"], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? new ProveService(item.Include, image, port) { Ready = Ready(item), Environment = Environment(item) }
            : throw Invalid(item, item["Port"] is { } text ? $"has the Port '{text}'" : "has no Port", "Set it to the TCP port the application reaches it on, 1 to 65535.");
    }

    private static bool IsPath(string path) => path is ['/', ..] && !path.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c));

    private string Ready(InputItem item)
    {
        string ready = item["Ready"] ?? "tcp";
        string? command = ready.StartsWith("exec:", StringComparison.Ordinal) ? ready["exec:".Length..] : null;
        bool isCommand = command is not null && CommandWords.Split(command, out char open).Length > 0 && open == '\0';
        return ready == "tcp" || isCommand || (ready.StartsWith("http:", StringComparison.Ordinal) && IsPath(ready["http:".Length..]))
            ? ready
            : throw Invalid(item, $"has the Ready '{ready}'", "Set it to tcp, http:/path, or exec: with a command that ends with 0 once the service is ready.");
    }

    private ImmutableArray<NamedValue> Environment(InputItem item)
    {
        var variables = ImmutableArray.CreateBuilder<NamedValue>();
        foreach (string entry in (item["Environment"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            variables.Add(equals > 0 && ObjectName.IsEnvironmentVariable(entry[..equals])
                ? new NamedValue(entry[..equals], entry[(equals + 1)..])
                : throw Invalid(item, "has an Environment in which an entry is not NAME=value", "Separate entries with ';': Environment=\"A=1;B=2\"."));
        }

        return variables.ToImmutable();
    }

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProofItem, $"{Item} '{item.Include}' {seen}", remedy, places.OfItem(Item, item.Include));
}
