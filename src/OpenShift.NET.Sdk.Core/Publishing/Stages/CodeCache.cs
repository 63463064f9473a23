using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>Spares Manifests and Check the reading of the code that Assemble has just read in the same session. The image's digest stands for the code: it is in the image.</summary>
internal sealed class CodeCache
{
    private readonly ConcurrentDictionary<(string Project, Digest Image), CodeFacts> _read = new();

    /// <summary>Keeps code that has been read for the stages that come after.</summary>
    public void Keep(ProjectFacts facts, Digest image, CodeFacts code) => _read[(facts.Identity.ProjectFile, image)] = code;

    /// <summary>Takes what was kept, or reads it, and keeps it for Check.</summary>
    public CodeFacts ReadAndKeep(ProjectFacts facts, Digest image, CancellationToken cancellationToken)
    {
        CodeFacts code = Take(facts, image, cancellationToken);
        Keep(facts, image, code);
        return code;
    }

    /// <summary>Takes what was kept, or reads it.</summary>
    public CodeFacts Take(ProjectFacts facts, Digest image, CancellationToken cancellationToken) =>
        _read.TryRemove((facts.Identity.ProjectFile, image), out CodeFacts? known) ? known : CodeReader.Read(facts, cancellationToken);
}
