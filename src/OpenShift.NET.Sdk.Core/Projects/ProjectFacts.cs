using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>Everything one publish is made from: the content of <c>facts.json</c>. Later stages read nothing else of the project.</summary>
public sealed record ProjectFacts
{
    /// <summary>Version of this schema.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the schema the file was written with.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Who the project is.</summary>
    public required ProjectIdentity Identity { get; init; }

    /// <summary>What kind of program it is.</summary>
    public ApplicationFacts Application { get; init; } = new();

    /// <summary>What the compiler made of it.</summary>
    public CompilationFacts Compilation { get; init; } = new();

    /// <summary>What it says for labels and runtime settings.</summary>
    public MetadataFacts Metadata { get; init; } = new();

    /// <summary>What it wants of its image.</summary>
    public ImageFacts Image { get; init; } = new();

    /// <summary>Where the image goes.</summary>
    public DestinationFacts Destination { get; init; } = new();

    /// <summary>What it takes from other publishes' records of layers.</summary>
    public KnowledgeFacts Knowledge { get; init; } = new();

    /// <summary>What it wants of its manifests.</summary>
    public ManifestFacts Manifests { get; init; } = new();

    /// <summary>What it wants written for pipelines.</summary>
    public PipelineFacts Pipelines { get; init; } = new();

    /// <summary>What it needs when it starts.</summary>
    public GuardFacts Guard { get; init; } = new();

    /// <summary>The builder of source-to-image that its image is to be.</summary>
    public SourceToImageFacts SourceToImage { get; init; } = new();

    /// <summary>How rules are applied.</summary>
    public CheckFacts Checks { get; init; } = new();

    /// <summary>How the image is run before it is delivered.</summary>
    public ProveFacts Prove { get; init; } = new();

    /// <summary>What is written of the image's parts and origin.</summary>
    public SupplyChainFacts SupplyChain { get; init; } = new();

    /// <summary>The published files, ordered by path.</summary>
    public ImmutableArray<PublishFile> Files { get; init; } = [];

    /// <summary>What Describe has to tell the user besides, for example files that stay out of the image.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Properties that have no effect because another one wins.</summary>
    public ImmutableArray<OverriddenProperty> Overridden { get; init; } = [];

    /// <summary>Properties and items whose names have a slip in them.</summary>
    public ImmutableArray<MisspeltName> Misspelt { get; init; } = [];

    /// <summary>Where properties and items stand in the user's project files, by name, for example <c>ContainerPort</c>; single items also by name and identity, <c>ContainerPort 8080</c>.</summary>
    public ImmutableSortedDictionary<string, SourceLocation> Places { get; init; } = ImmutableSortedDictionary<string, SourceLocation>.Empty;

    /// <summary>Where the first of some properties or items stands; the project file when none does.</summary>
    public SourceLocation PlaceOf(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Places.TryGetValue(name, out SourceLocation? place))
            {
                return place;
            }
        }

        return new SourceLocation(Identity.ProjectFile);
    }

    /// <summary>Where an item with this identity stands; else where the last of its name stands; else the project file.</summary>
    public SourceLocation PlaceOfItem(string name, string include) => PlaceOf($"{name} {include}", name);

    /// <summary>The same for a program that has ASP.NET Core by a package or by its SDK and serves nothing: no web application, to no Route.</summary>
    /// <param name="runsOn">Whether it runs until it is stopped, as a worker does.</param>
    public ProjectFacts WithoutServer(bool runsOn) => Application.Kind != ApplicationKind.Web ? this : this with
    {
        Application = Application with { Kind = runsOn ? ApplicationKind.Worker : ApplicationKind.Console },
        Manifests = Manifests with { Route = false },
    };
}
