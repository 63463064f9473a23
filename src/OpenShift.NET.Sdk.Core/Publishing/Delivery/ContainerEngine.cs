using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>podman or docker on this machine.</summary>
/// <param name="Name"><c>podman</c> or <c>docker</c>.</param>
/// <param name="Program">Full path of the program.</param>
internal sealed record ContainerEngine(string Name, string Program)
{
    /// <summary>The engine the project names, else the first one whose engine answers, docker before podman as in the .NET SDK.</summary>
    /// <exception cref="OpenShiftException">OSC0086: there is none.</exception>
    public static async ValueTask<ContainerEngine> FindAsync(string? wanted, IEnvironment environment, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            string name = wanted.ToLowerInvariant();
            return Locate(name, environment) ?? throw new OpenShiftException(ToolCodes.LocalRegistryFailed, $"LocalRegistry is {wanted}, but '{name}' is not on the PATH", $"Install {name}, or set ContainerRegistry or ContainerArchiveOutputPath.");
        }

        foreach (string name in (string[])["docker", "podman"])
        {
            if (Locate(name, environment) is { } engine && await EngineProcess.AnswersAsync(engine, cancellationToken).ConfigureAwait(false))
            {
                return engine;
            }
        }

        throw new OpenShiftException(
            ToolCodes.LocalRegistryFailed,
            "There is no destination: neither ContainerRegistry nor ContainerArchiveOutputPath is set, and neither docker nor podman answers on this machine",
            "Set ContainerRegistry=registry.example.com or ContainerArchiveOutputPath=image.tar.gz, or start docker or podman.");
    }

    private static ContainerEngine? Locate(string name, IEnvironment environment) => SearchPath.Find(environment.Variable("PATH"), name) is { } program ? new ContainerEngine(name, program) : null;
}
