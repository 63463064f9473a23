using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>The files a container executes that carry effective file capabilities.</summary>
internal static class StartedWithCapabilities
{
    /// <summary>The files, each once: the program, what is started on the way to it, a script's interpreter, what scripts and supervisors start.</summary>
    public static IEnumerable<FileVersion> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        IEnumerable<FileVersion?> started =
        [
            .. publication.EntryPoint.Wrappers,
            publication.EntryPoint.Program,
            publication.EntryPoint.Interpreter is { } interpreter && publication.Files.TryResolve(interpreter, out FileVersion? found) ? found : null,
            .. publication.Processes.Select(static p => p.Program),
        ];
        return started.OfType<FileVersion>().Where(static f => f.File is { Kind: FileKind.File, HasEffectiveCapabilities: true }).DistinctBy(static f => f.Path);
    }
}
