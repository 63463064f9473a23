using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One path of a file tree with all its versions.</summary>
internal sealed class FileTreeNode(string path)
{
    /// <summary>Absolute, normalised path.</summary>
    public string Path { get; } = path;

    /// <summary>All versions, the lowest layer first. Only the last can be visible.</summary>
    public ImmutableArray<FileVersion> Versions { get; private set; } = [];

    /// <summary>What a container sees here.</summary>
    public FileVersion? Visible => Versions is [.., { HiddenInLayer: null } last] ? last : null;

    /// <summary>First of the paths directly below.</summary>
    public FileTreeNode? FirstChild { get; private set; }

    /// <summary>Next path in the same folder.</summary>
    public FileTreeNode? NextSibling { get; private set; }

    /// <summary>Adds a version on top; the one that was visible must have been hidden before.</summary>
    public void Add(FileVersion version) => Versions = Versions.Length == 0 ? [version] : Versions.Add(version);

    /// <summary>Puts a path into this folder.</summary>
    public void AddChild(FileTreeNode child)
    {
        child.NextSibling = FirstChild;
        FirstChild = child;
    }

    /// <summary>Hides what is visible here.</summary>
    public void Hide(int layer)
    {
        if (Visible is { } visible)
        {
            Versions = Versions.SetItem(Versions.Length - 1, visible with { HiddenInLayer = layer });
        }
    }

    /// <summary>Hides what is visible below here.</summary>
    public void HideDescendants(int layer)
    {
        // Not recursive: a hostile layer can nest folders thousands deep.
        if (FirstChild is null)
        {
            return;
        }

        var waiting = new Stack<FileTreeNode>();
        waiting.Push(this);
        while (waiting.TryPop(out FileTreeNode? folder))
        {
            for (FileTreeNode? child = folder.FirstChild; child is not null; child = child.NextSibling)
            {
                // What is hidden has nothing visible below it.
                if (child.Visible is { } visible)
                {
                    child.Hide(layer);
                    if (visible.File.Kind == FileKind.Directory && child.FirstChild is not null)
                    {
                        waiting.Push(child);
                    }
                }
            }
        }
    }
}
