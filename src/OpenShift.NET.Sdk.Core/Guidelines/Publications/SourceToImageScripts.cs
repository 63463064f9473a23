using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>The scripts of a publication that is a builder of source-to-image, or was made by one, as rules need them.</summary>
internal sealed class SourceToImageScripts
{
    /// <summary>Folders that builders keep their scripts in by custom (openshift/source-to-image, docs; sclorg's images).</summary>
    public static readonly string[] UsualFolders = [BuilderImage.ScriptsFolder, "/usr/local/s2i", "/usr/local/sti"];

    private const string InImage = "image://";
    private readonly Publication _publication;

    private SourceToImageScripts(Publication publication, string label, string folder)
    {
        _publication = publication;
        Label = label;
        Folder = folder;
    }

    /// <summary>The label that names the folder.</summary>
    public string Label { get; }

    /// <summary>The folder of the scripts.</summary>
    public string Folder { get; }

    /// <summary>Whether the image is what a build has made with a builder, and not the builder itself (source-to-image writes the label).</summary>
    public bool IsResult => IsBuilt(_publication);

    /// <summary>The user <c>assemble</c> runs as, as OpenShift takes it: the label's, else the configuration's, without the group.</summary>
    public string AssembleUser => (LabelOf(_publication, BuilderImage.AssembleUserLabel) ?? _publication.Config.Config.User ?? "").Split(':')[0].Trim();

    /// <summary>Where the user of <c>assemble</c> is said.</summary>
    public Location AssembleUserPlace => LabelOf(_publication, BuilderImage.AssembleUserLabel) is null
        ? Location.OfConfig(_publication, "User", "ContainerUser")
        : Location.OfLabel(_publication, BuilderImage.AssembleUserLabel);

    /// <summary>Whether the scripts are those of the base image, whose labels a Dockerfile inherits without a word.</summary>
    public bool AreInherited => Find("assemble") is { Origin: Origin.Base } or null && Find("run") is { Origin: Origin.Base };

    /// <summary>The scripts; <see langword="null"/> when no label names a folder of the image.</summary>
    public static SourceToImageScripts? Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (string label in (string[])[BuilderImage.ScriptsLabel, BuilderImage.OldScriptsLabel])
        {
            if (LabelOf(publication, label) is { } url && url.StartsWith(InImage, StringComparison.Ordinal) && url.Length > InImage.Length)
            {
                return new SourceToImageScripts(publication, label, ImagePath.Normalize(url[InImage.Length..]));
            }
        }

        return null;
    }

    /// <summary>Whether source-to-image has made the image: OpenShift's builds write their labels in a namespace of their own (openshift/builder, pkg/build/builder/sti.go), <c>s2i</c> in that of its other labels (pkg/util/labels.go).</summary>
    public static bool IsBuilt(Publication publication) =>
        LabelOf(publication, "io.openshift.build.image") is not null || LabelOf(publication, "io.openshift.s2i.build.image") is not null;

    /// <summary>The path a script is to have.</summary>
    public string PathOf(string name) => ImagePath.Combine(Folder, name);

    /// <summary>A script, links followed; <see langword="null"/> when it is not there.</summary>
    public FileVersion? Find(string name) => _publication.Files.TryResolve(PathOf(name), out FileVersion? file) && file.File.Kind == FileKind.File ? file : null;

    /// <summary>What a script does; <see langword="null"/> when it is not there, no shell script, or its text is not known.</summary>
    public StartScript? Read(string name) =>
        Find(name) is null ? null : StartScriptReader.Read(EntryPointResolver.Resolve([PathOf(name)], Place, _publication.Files), _publication.Config.Config, _publication.Files);

    /// <summary>What a container starts when a build has set the command to a script in shell form, as OpenShift's builder does (source-to-image, pkg/build/strategies/dockerfile).</summary>
    public EntryPoint StartOf(string name) =>
        EntryPointResolver.Resolve([.. _publication.Config.Config.Entrypoint ?? [], "/bin/sh", "-c", PathOf(name)], Place, _publication.Files);

    /// <summary>Where a script is.</summary>
    public Location Where(FileVersion script) => Location.OfFile(_publication.Files, script);

    private StartPlace Place => new(
        ImagePath.Normalize(_publication.Config.Config.WorkingDir ?? ImagePath.Root),
        _publication.Config.Config.EnvironmentVariable("PATH") ?? EntryPointResolver.DefaultSearchPath);

    private static string? LabelOf(Publication publication, string name) =>
        publication.Config.Config.Labels?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
