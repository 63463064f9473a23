using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Finds what a container of an image really starts.</summary>
public static class EntryPointResolver
{
    /// <summary>Resolves Entrypoint and Cmd inside the image: <c>PATH</c> search, symbolic links, init shims (tini, dumb-init, catatonit, env, gosu, su-exec, setpriv), shell form.</summary>
    public static EntryPoint Resolve(ExecutionConfig config, FileTree tree)
    {
        // To be replaced by the entry point work.
        ArgumentNullException.ThrowIfNull(config);
        return new EntryPoint(EntryPointKind.None, [], null, null, []);
    }
}
