using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>What makes an image a builder of source-to-image besides.</summary>
internal sealed record BuilderImage
{
    /// <summary>The folder of the scripts.</summary>
    public const string ScriptsFolder = "/usr/libexec/s2i";

    /// <summary>The folder below which the build puts sources and artifacts (label <c>io.openshift.s2i.destination</c>).</summary>
    public const string Destination = "/tmp";

    /// <summary>The label that names the folder of the scripts.</summary>
    public const string ScriptsLabel = "io.openshift.s2i.scripts-url";

    /// <summary>The same label under the name of s2i's beginnings, which some tools still read.</summary>
    public const string OldScriptsLabel = "io.s2i.scripts-url";

    /// <summary>The label that names the user <c>assemble</c> runs as. OpenShift takes its group away.</summary>
    public const string AssembleUserLabel = "io.openshift.s2i.assemble-user";

    /// <summary>The label that names the folder below which the build puts sources and artifacts.</summary>
    public const string DestinationLabel = "io.openshift.s2i.destination";

    /// <summary>What it does with sources.</summary>
    public required BuilderKind Kind { get; init; }

    /// <summary>The user of the configuration.</summary>
    public required string User { get; init; }

    /// <summary>The user id <c>assemble</c> runs as; its group is 0 with and without the base's account file.</summary>
    public required string AssembleUser { get; init; }

    /// <summary>What a container starts: an entry point that hands on to <c>run</c>, and to the command of an image that was built with it.</summary>
    public required StartCommand Command { get; init; }

    /// <summary>Scripts and the folders <c>assemble</c> writes to.</summary>
    public required PlannedLayer Layer { get; init; }

    /// <summary>The libraries that <c>assemble</c> takes packages from; <see langword="null"/> for none.</summary>
    public PlannedLayer? Libraries { get; init; }

    /// <summary>The environment variables that scripts and application read.</summary>
    public required ImmutableArray<NamedValue> Environment { get; init; }

    /// <summary>The labels the builders of OpenShift and <c>s2i</c> read.</summary>
    public ImmutableArray<NamedValue> Labels =>
    [
        new(ScriptsLabel, "image://" + ScriptsFolder),
        new(OldScriptsLabel, "image://" + ScriptsFolder),
        new(DestinationLabel, Destination),
        new(AssembleUserLabel, AssembleUser),
    ];
}
