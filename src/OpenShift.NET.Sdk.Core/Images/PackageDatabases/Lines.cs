namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Takes lines from bytes.</summary>
internal static class Lines
{
    /// <summary>The next line without its end; <paramref name="content"/> becomes what follows it.</summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
        content = end < 0 ? default : content[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }
}
