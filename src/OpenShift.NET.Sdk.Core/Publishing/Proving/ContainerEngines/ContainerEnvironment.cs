using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>
/// A container's environment as an engine is given it, no value of it on a command line: a file for <c>--env-file</c>, and, for values that such a file cannot
/// hold, variables of the engine's own process that <c>--env NAME</c> takes over.
/// </summary>
/// <param name="File">Content of the file.</param>
/// <param name="Inherited">What the engine's process gets to hand on.</param>
internal sealed record ContainerEnvironment(string File, ImmutableDictionary<string, string> Inherited)
{
    // What the engine's program itself, the loader, Go's runtime or its helpers read: these go into the file only.
    private static readonly string[] OfProgram =
    [
        "PATH", "HOME", "USER", "SHELL", "TMP", "TEMP", "LANG", "TERM", "SYSTEMROOT", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "KUBECONFIG", "NOTIFY_SOCKET", "REGISTRY_AUTH_FILE",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
    ];

    private static readonly string[] PrefixesOfProgram =
    [
        "LD_", "LC_", "GO", "XDG_", "TMP", "DOCKER_", "CONTAINER", "_CONTAINERS_", "PODMAN_", "BUILDAH_", "STORAGE_", "NETAVARK_", "SSL_", "SSH_", "DBUS_", "LISTEN_", "BUILDKIT_", "COMPOSE_",
    ];

    /// <summary>Divides an environment.</summary>
    /// <exception cref="OpenShiftException">OSC0094: a name or value cannot be handed on.</exception>
    public static ContainerEnvironment Of(IReadOnlyDictionary<string, string> environment)
    {
        var file = new StringBuilder();
        ImmutableDictionary<string, string>.Builder inherited = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in environment.OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            if (name.Length == 0 || name.AsSpan().IndexOfAny("= \t\r\n\0") >= 0 || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new OpenShiftException(ToolCodes.RunEngineFailed, $"The environment variable '{name}' cannot be given to a container", "Use a name without spaces and '='.");
            }

            if (IsForFile(name, value))
            {
                file.Append(name).Append('=').Append(value).Append('\n');
            }
            else if (IsOfProgram(name))
            {
                throw new OpenShiftException(ToolCodes.RunEngineFailed, $"The value of the environment variable '{name}' has several lines, which cannot be given to a container", "Give it a value of one line.");
            }
            else
            {
                inherited[name] = value;
            }
        }

        return new ContainerEnvironment(file.ToString(), inherited.ToImmutable());
    }

    // Some versions of podman read quotes at the beginning of a value as the shell does, and a line that begins with # is a comment.
    private static bool IsForFile(string name, string value) =>
        value.AsSpan().IndexOfAny('\n', '\r') < 0 && name[0] != '#' && !(value.Length > 0 && value[0] is '"' or '\'' or '`' && !IsOfProgram(name));

    private static bool IsOfProgram(string name) =>
        OfProgram.Contains(name, StringComparer.OrdinalIgnoreCase) || PrefixesOfProgram.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
