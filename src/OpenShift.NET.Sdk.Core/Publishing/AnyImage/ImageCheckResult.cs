using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>What was found in an image.</summary>
/// <param name="Name">The image as messages name it.</param>
/// <param name="Image">The image.</param>
/// <param name="Publication">What the rules saw.</param>
/// <param name="Report">What they say.</param>
/// <param name="Notes">What the user should know besides, for example that the base image could not be read.</param>
public sealed record ImageCheckResult(string Name, Image Image, Publication Publication, Report Report, ImmutableArray<string> Notes)
{
    /// <summary>The report's lines, as a publish shows them.</summary>
    public ImmutableArray<CheckMessage> Messages => CheckResult.Of(Report).Messages;

    /// <summary>What happened when it was run, in one line; <see langword="null"/> when it was only read.</summary>
    public string? RunLine => Publication.Run is { } run ? Guidelines.Proofs.RunLine.Of(run) : null;
}
