namespace WebApi;

public sealed class DocumentOptions
{
    public string Folder { get; set; } = "/data";

    public long LargestUpload { get; set; } = 10 * 1024 * 1024;
}
