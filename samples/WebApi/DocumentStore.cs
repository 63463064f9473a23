using Microsoft.Extensions.Options;

namespace WebApi;

public sealed class DocumentStore(IOptions<DocumentOptions> options)
{
    private readonly string _folder = options.Value.Folder;

    public bool IsWritable
    {
        get
        {
            try
            {
                string probe = Path.Combine(_folder, $".probe-{Guid.NewGuid():N}");
                File.WriteAllBytes(probe, []);
                File.Delete(probe);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    public IEnumerable<string> Names() =>
        Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal);

    public async Task<long> SaveAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        string unfinished = Path.Combine(_folder, $".{Guid.NewGuid():N}");
        try
        {
            long size;
            await using (FileStream file = File.Create(unfinished))
            {
                await content.CopyToAsync(file, cancellationToken);
                size = file.Length;
            }

            File.Move(unfinished, PathOf(name), overwrite: true);
            return size;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public Stream? Open(string name) => File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null;

    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private string PathOf(string name) => Path.Combine(_folder, name);
}
