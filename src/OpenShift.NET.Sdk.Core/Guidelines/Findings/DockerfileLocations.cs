using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Dockerfiles;

namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>Places in a Dockerfile.</summary>
internal static class DockerfileLocations
{
    /// <summary>A line of a Dockerfile.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="what">What stands there, for the scope, which has no line numbers.</param>
    public static Location Of(Dockerfile file, int line, string what)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(FormattableString.Invariant($"{file.Name} line {line}"), $"dockerfile:{file.Name}:{what}", new SourceLocation(file.Path, line));
    }
}
