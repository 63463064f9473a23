using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>Where a finding is.</summary>
/// <param name="Text">How the user reads it, the "{where}" of a message: <c>ContainerPort 80</c>, <c>image file /app/run.sh (layer 3 of 5)</c>.</param>
/// <param name="Scope">A stable name without digests, layer numbers or line numbers, for suppressions, baselines and fingerprints: <c>port:80/tcp</c>, <c>file:/app/run.sh</c>, <c>env:DB_PASSWORD</c>, <c>label:io.k8s.description</c>, <c>config:User</c>, <c>project:ContainerBaseImage</c>, <c>manifest:Deployment/weather/containers/web/env/DB_PASSWORD</c>, of a file of the repository <c>repository:k8s/weather.yaml:Deployment/weather/containers/web/env/DB_PASSWORD</c>.</param>
/// <param name="Source">The place in the user's sources that causes it; <see langword="null"/> when only the project as a whole does.</param>
/// <param name="Origin">Whose the place is; a finding in the base image is reported one severity lower.</param>
public sealed record Location(string Text, string Scope, SourceLocation? Source = null, Origin Origin = Origin.App)
{
    /// <summary>Line in the text of an image's file or of a shell-form command, counted from 1; 0 when the place is no line.</summary>
    public int TextLine { get; init; }

    /// <summary>Path of the image's file that <see cref="TextLine"/> is in; <see langword="null"/> for the text of a shell-form command.</summary>
    public string? TextFile { get; init; }

    /// <summary>Path of the image's file the place is in; <see langword="null"/> when it is in none. Where that is a copy of a file of the user's, the finding leads there.</summary>
    public string? ImageFile { get; init; }

    /// <summary>Line in <see cref="ImageFile"/>, counted from 1; 0 when the file as a whole is meant.</summary>
    public int FileLine { get; init; }

    /// <summary>Column in <see cref="ImageFile"/>, counted from 1; 0 when only the line is known.</summary>
    public int FileColumn { get; init; }

    /// <summary>A property or item of the project.</summary>
    public static Location OfProperty(ProjectFacts project, string name, string? value = null) =>
        new(value is null ? name : $"{name} '{value}'", $"project:{name}{(value is null ? "" : "=" + value)}", project.PlaceOf(name));

    /// <summary>A file of the image.</summary>
    public static Location OfFile(FileTree tree, FileVersion file) =>
        new(FormattableString.Invariant($"Image file {file.Path} (layer {file.LayerIndex + 1} of {tree.Layers.Length}{(file.Origin == Origin.Base ? ", base image" : "")})"), "file:" + file.Path, null, file.Origin) { ImageFile = file.Path };

    /// <summary>An environment variable of the image configuration.</summary>
    public static Location OfEnvironment(Publication publication, string name)
    {
        ArgumentNullException.ThrowIfNull(publication);
        string? value = publication.Config.Config.EnvironmentVariable(name);
        bool inherited = publication.Base is { } b && value is not null && b.Config.Config.EnvironmentVariable(name) == value;
        return new($"Environment variable {name}", "env:" + name, publication.Project?.PlaceOfItem("ContainerEnvironmentVariable", name), inherited ? Origin.Base : Origin.App);
    }

    /// <summary>A label of the image configuration.</summary>
    public static Location OfLabel(Publication publication, string name)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new($"Label {name}", "label:" + name, publication.Project?.PlaceOfItem("ContainerLabel", name));
    }

    /// <summary>A member of the image configuration, for example <c>User</c>.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="member">Name of the member in the OCI configuration.</param>
    /// <param name="property">The MSBuild property or item that sets it.</param>
    public static Location OfConfig(Publication publication, string member, string property)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new($"Image configuration {member}", "config:" + member, publication.Project?.PlaceOf(property));
    }

    /// <summary>An exposed or listened port.</summary>
    public static Location OfPort(Publication publication, string port, string property = "ContainerPort")
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new($"Port {port}", "port:" + port, publication.Project?.PlaceOf($"{property} {port}", $"{property} {port.Split('/')[0]}", property));
    }

    /// <summary>A place in an object of the manifests.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="mark">Where in its file; the object's own place when it is not known.</param>
    /// <param name="text">What follows the object's name for the user, for example <c>port http</c>.</param>
    /// <param name="scope">What follows it in the scope, for example <c>ports/http</c>.</param>
    public static Location OfManifest(ManifestObject manifest, YamlMark mark, string text = "", string scope = "")
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string name = $"{(manifest.Kind.Length == 0 ? "Object" : manifest.Kind)}/{(manifest.Name.Length == 0 ? "(no name)" : manifest.Name)}";
        return new(
            $"{name}{(text.Length == 0 ? "" : " " + text)}",
            $"manifest:{name}{(scope.Length == 0 ? "" : "/" + scope)}",
            manifest.PlaceOf(mark.Line > 0 ? mark : manifest.Root.Mark));
    }

    /// <summary>A place in a container of the manifests.</summary>
    /// <param name="container">The container.</param>
    /// <param name="mark">Where in its file.</param>
    /// <param name="text">What follows the container's name for the user, for example <c>variable DB_PASSWORD</c>.</param>
    /// <param name="scope">What follows it in the scope, for example <c>env/DB_PASSWORD</c>.</param>
    public static Location OfContainer(WorkloadContainer container, YamlMark mark, string text = "", string scope = "")
    {
        ArgumentNullException.ThrowIfNull(container);
        return OfManifest(
            container.Workload.Object,
            mark.Line > 0 ? mark : container.Root.Mark,
            $"container {container.Name}{(text.Length == 0 ? "" : " " + text)}",
            $"containers/{container.Name}{(scope.Length == 0 ? "" : "/" + scope)}");
    }

    /// <summary>A call in the code of the application: its file and line, or its method when there are no symbols.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="call">The call.</param>
    /// <param name="scope">What follows the method in the scope, for example <c>path:/app/data</c>; empty for nothing.</param>
    public static Location OfCall(Publication publication, CodeCall call, string scope = "")
    {
        ArgumentNullException.ThrowIfNull(call);
        return OfCode(publication, call.Place, call.In.ToString(), scope);
    }

    /// <summary>A place in the code of the application.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="place">File and line; <see langword="null"/> without symbols.</param>
    /// <param name="member">Type or method, for example <c>Shop.Orders.Save</c>; the scope is made of it, because lines move.</param>
    /// <param name="scope">What follows the member in the scope; empty for nothing.</param>
    public static Location OfCode(Publication publication, SourceLocation? place, string member, string scope = "")
    {
        ArgumentNullException.ThrowIfNull(publication);
        string text = place is null ? "Method " + member : FormattableString.Invariant($"{Relative(publication.Project?.Identity.ProjectFile, place.File)}:{place.Line}");
        return new(text, "code:" + member + (scope.Length == 0 ? "" : ":" + scope), place);
    }

    /// <summary>The image as a whole.</summary>
    public static Location OfImage(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new("The image", "image", publication.Project?.PlaceOf());
    }

    // A file of the project is named from its folder, one of a project beside it from there; others by name alone.
    private static string Relative(string? project, string file)
    {
        string forward = file.Replace('\\', '/');
        string? folder = project is null ? null : ParentOf(project.Replace('\\', '/'));
        if (folder is not null && forward.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            return forward[(folder.Length + 1)..];
        }

        string? above = folder is null ? null : ParentOf(folder);
        return above is { Length: > 0 } && forward.StartsWith(above + "/", StringComparison.Ordinal) ? forward[(above.Length + 1)..] : forward[(forward.LastIndexOf('/') + 1)..];
    }

    private static string? ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : null;
}
