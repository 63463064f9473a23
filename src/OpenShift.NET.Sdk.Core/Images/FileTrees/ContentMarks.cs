namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What was recognised in a file's content while its layer was read.</summary>
[Flags]
public enum ContentMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An ELF file (<c>7F 45 4C 46</c>).</summary>
    Elf = 1,

    /// <summary>A script (<c>#!</c>).</summary>
    Script = 2,

    /// <summary>A PEM private key (<c>-----BEGIN … PRIVATE KEY-----</c>, encrypted ones included).</summary>
    PemPrivateKey = 4,

    /// <summary>A PKCS #12 store (DER sequence holding the PKCS #7 data object identifier; RFC 7292).</summary>
    Pkcs12 = 8,

    /// <summary>An ELF file that is a shared library or position independent executable without an interpreter (<c>PT_INTERP</c>): needs no execute permission.</summary>
    SharedLibrary = 16,

    /// <summary>A database of SQLite in WAL mode (bytes 18 and 19 are 2; "Database File Format", 1.3.3), which is read with the help of two files beside it.</summary>
    SqliteWriteAhead = 32,
}
