using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One path of a file tree with all its versions; changed only while the tree is built.</summary>
internal sealed class FileTreeNode(string path, FileTreeNode? parent)
{
    // Grown by doubling and changed in place while the tree is built, for a hostile image has one path in thousands of versions.
    private FileVersion[] _versions = [];
    private int _count;

    // Of the paths in a folder only those that are visible are linked to each other: each version is then hidden by one step, however often its folder is hidden and comes back.
    private FileTreeNode? _nextVisible;
    private FileTreeNode? _previousVisible;

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

    /// <summary>First of the visible paths directly below.</summary>
    public FileTreeNode? FirstVisibleChild { get; private set; }

    /// <summary>Next visible path in the same folder.</summary>
    public FileTreeNode? NextVisible => _nextVisible;

    /// <summary>Adds a version on top; the one that was visible must have been hidden before.</summary>
    public void Add(FileVersion version)
    {
        if (_count == _versions.Length)
        {
            Array.Resize(ref _versions, Math.Max(1, _count * 2));
        }

        _versions[_count++] = version;
        if (parent is not null)
        {
            _nextVisible = parent.FirstVisibleChild;
            _nextVisible?._previousVisible = this;
            parent.FirstVisibleChild = this;
        }
    }

    /// <summary>Hides what is visible here.</summary>
    public void Hide(int layer)
    {
        if (Visible is not { } visible)
        {
            return;
        }

        _versions[_count - 1] = visible with { HiddenInLayer = layer };
        if (_previousVisible is not null)
        {
            _previousVisible._nextVisible = _nextVisible;
        }
        else
        {
            parent?.FirstVisibleChild = _nextVisible;
        }

        _nextVisible?._previousVisible = _previousVisible;
        _nextVisible = _previousVisible = null;
    }

    /// <summary>Hides what is visible below here.</summary>
    public void HideDescendants(int layer)
    {
        // Not recursive: a hostile layer can nest folders thousands deep.
        if (FirstVisibleChild is null)
        {
            return;
        }

        var waiting = new Stack<FileTreeNode>();
        waiting.Push(this);
        while (waiting.TryPop(out FileTreeNode? folder))
        {
            while (folder.FirstVisibleChild is { } child)
            {
                child.Hide(layer);
                if (child.FirstVisibleChild is not null)
                {
                    waiting.Push(child);
                }
            }
        }
    }
}
