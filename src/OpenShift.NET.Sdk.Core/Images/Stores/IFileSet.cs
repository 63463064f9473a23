namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The files of a layout, in a folder or in a tar.</summary>
internal interface IFileSet
{
    /// <summary>Full path of the folder or tar, for messages.</summary>
    string Path { get; }

    /// <summary>Size of a file in bytes; -1 when it is not there.</summary>
    long SizeOf(string name);

    /// <summary>What tells a file's content from others': two names of one file have the same.</summary>
    string IdentityOf(string name);

    /// <summary>Opens a file by its path inside, with <c>/</c>; <see langword="null"/> when it is not there.</summary>
    Stream? Open(string name);
}
