using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One path of a file tree with all its versions; changed only while the tree is built.</summary>
internal sealed class FileTreeNode(string path)
{
    // Grown by doubling and changed in place while the tree is built, for a hostile image has one path in thousands of versions.
    private FileVersion[] _versions = [];
    private int _count;

    /// <summary>Absolute, normalised path.</summary>
    public string Path { get; } = path;

    /// <summary>All versions, the lowest layer first. Only the last can be visible.</summary>
    public ImmutableArray<FileVersion> Versions
    {
        get
        {
            if (_versions.Length != _count)
            {
                Array.Resize(ref _versions, _count);
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(_versions);
        }
    }

    /// <summary>What a container sees here.</summary>
    public FileVersion? Visible => _count > 0 && _versions[_count - 1] is { HiddenInLayer: null } last ? last : null;

    /// <summary>First of the paths directly below.</summary>
    public FileTreeNode? FirstChild { get; private set; }

    /// <summary>Next path in the same folder.</summary>
    public FileTreeNode? NextSibling { get; private set; }

    /// <summary>Adds a version on top; the one that was visible must have been hidden before.</summary>
    public void Add(FileVersion version)
    {
        if (_count == _versions.Length)
        {
            Array.Resize(ref _versions, Math.Max(1, _count * 2));
        }

        _versions[_count++] = version;
    }

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
            _versions[_count - 1] = visible with { HiddenInLayer = layer };
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
