using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The ports that settings files make an ASP.NET Core application listen on. What the environment says is weighed against them in <see cref="ListeningPorts"/>.</summary>
internal static class ListeningPortReader
{
    public static ImmutableArray<PortFact> Read(AppSettings settings)
    {
        var ports = ImmutableArray.CreateBuilder<PortFact>();
        foreach ((string key, string value) in settings.Below("Kestrel:Endpoints"))
        {
            if (key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase))
            {
                AddAddresses(key, value);
            }
        }

        AddAddresses("urls", settings["urls"]);
        AddNumbers("http_ports", tls: false);
        AddNumbers("https_ports", tls: true);
        return ports.ToImmutable();

        void AddAddresses(string key, string? addresses)
        {
            foreach (string address in Parts(addresses))
            {
                if (ListeningPorts.TryReadAddress(address, SourceOf(key), out PortFact? port) && port is not null)
                {
                    ports.Add(port);
                }
            }
        }

        void AddNumbers(string key, bool tls)
        {
            foreach (string text in Parts(settings[key]))
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 65535)
                {
                    ports.Add(new PortFact(number, "tcp", SourceOf(key), Tls: tls));
                }
            }
        }

        string SourceOf(string key) => $"{settings.FileOf(key)} {key}";
    }

    private static string[] Parts(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
