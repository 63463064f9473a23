using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>The Dockerfile and the build context that give an image: the same files with modes and owners, and the same configuration (Dockerfile reference, docs.docker.com).</summary>
internal sealed class ImageExport
{
    /// <summary>The archive of the context.</summary>
    public const string ArchiveName = "rest.tar";

    private readonly Image _image;
    private readonly ExportBase? _base;
    private readonly ExportedConfiguration _configuration;

    private ImageExport(Image image, ExportBase? below, ExportedFiles files, ExportedConfiguration configuration) =>
        (_image, _base, Files, _configuration) = (image, below, files, configuration);

    /// <summary>The files.</summary>
    public ExportedFiles Files { get; }

    /// <summary>What is not as in the image, whole sentences.</summary>
    public ImmutableArray<string> Gaps => [.. Files.Gaps, .. _configuration.Gaps];

    /// <summary>Variables whose value, which the Dockerfile holds, is a secret.</summary>
    public ImmutableArray<string> Secrets => _configuration.Secrets;

    /// <summary>Plans it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tree">Its files.</param>
    /// <param name="below">Its base image; <see langword="null"/> to begin at <c>scratch</c>.</param>
    public static ImageExport Of(Image image, FileTree tree, ExportBase? below) => new(
        image,
        below,
        ExportedFiles.Of(tree, below?.LayerCount ?? 0),
        ExportedConfiguration.Of(image.Config.Config, below?.Config ?? new ExecutionConfig(), tree));

    /// <summary>The text of the Dockerfile.</summary>
    /// <param name="hideSecrets">Whether values that are secrets are left out, for what ends in a log.</param>
    public string Dockerfile(bool hideSecrets = false)
    {
        var lines = new List<string>
        {
            $"# Gives the image {_image.Digest}: the same files and configuration. In this folder: podman build .",
        };
        if (!Files.Copies.IsEmpty)
        {
            lines.Add("# Below 'files' lies what COPY and every file system keep: modes 0644 and 0755, with owners by --chown.");
        }

        if (Files.HasArchive)
        {
            lines.Add($"# {ArchiveName} has what a context would lose: other modes and owners, links, empty folders. It comes last, as its folders are to win.");
        }

        lines.AddRange(Gaps.Select(static g => InstructionText.Comment("Not as in the image: " + g)));
        lines.Add($"FROM {Platform()}{_base?.From ?? "scratch"}");
        bool isOtherUser = !Files.Removed.IsEmpty && _base?.Config.User is not (null or "" or "0" or "root");
        if (!Files.Removed.IsEmpty)
        {
            if (isOtherUser)
            {
                lines.Add("USER 0");
            }

            lines.AddRange(InstructionText.Lists(Files.Removed).Select(static l => $"RUN {InstructionText.Json(["rm", "-rf", "--", .. l])}"));
        }

        lines.AddRange(Files.Copies.Select(static c => FormattableString.Invariant($"COPY --chown={c.UserId}:{c.GroupId} {c.Folder}/ /")));
        if (Files.HasArchive)
        {
            lines.Add($"ADD {ArchiveName} /");
        }

        lines.AddRange(_configuration.Lines(hideSecrets));
        if (isOtherUser && _image.Config.Config.User == _base!.Config.User)
        {
            lines.Add("USER " + InstructionText.Plain(_base.Config.User!));
        }

        var text = new StringBuilder();
        lines.ForEach(l => text.Append(l).Append('\n'));
        return text.ToString();
    }

    // The digest is that of one platform's image: a builder of another would look for its own.
    private string Platform()
    {
        string platform = _image.Config.Platform.ToString();
        return platform.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? $"--platform={platform} " : "";
    }
}
