namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Kind of program an image starts.</summary>
public enum EntryPointKind
{
    /// <summary>Neither Entrypoint nor Cmd is set.</summary>
    None,

    /// <summary>The program is not in the image.</summary>
    Missing,

    /// <summary>An ELF executable.</summary>
    Executable,

    /// <summary>A script file (<c>#!</c>).</summary>
    Script,

    /// <summary>Shell form: <c>sh -c TEXT</c>.</summary>
    Shell,

    /// <summary>A file that is neither.</summary>
    Other,
}
