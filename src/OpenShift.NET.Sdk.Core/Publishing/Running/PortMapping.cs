using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>A port of this machine that leads to one of the container.</summary>
/// <param name="Machine">The port of this machine; 0 for any that is free.</param>
/// <param name="Container">The port of the container.</param>
internal readonly record struct PortMapping(int Machine, int Container)
{
    /// <summary>Reads mappings as podman and docker write them: <c>18080:8080</c>, or <c>8080</c> for the same port on both sides; several are parted by semicolons.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What it was given as, for messages.</param>
    /// <exception cref="OpenShiftException">OSC0022: it is no mapping.</exception>
    public static ImmutableArray<PortMapping> Parse(string text, string name) =>
        [.. text.Split(';', ',').Select(static m => m.Trim()).Where(static m => m.Length > 0).Select(m => ParseOne(m, name))];

    private static PortMapping ParseOne(string text, string name)
    {
        string[] parts = text.Split(':');
        return parts.Length <= 2 && TryParse(parts[0], out int machine) && TryParse(parts[^1], out int container) && container != 0
            ? new PortMapping(machine, container)
            : throw new OpenShiftException(
                ToolCodes.InvalidPort,
                $"{name} '{PrintableText.Line(text)}' leads no port of this machine to one of the container",
                "Write it as MACHINE:CONTAINER, for example 18080:8080, or 0:8080 for any port that is free.");
    }

    private static bool TryParse(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
