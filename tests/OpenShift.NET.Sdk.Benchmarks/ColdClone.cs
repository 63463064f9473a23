namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A fresh clone of an application on a machine that has never seen it: no <c>bin</c>, no <c>obj</c>, an empty cache of this product and an empty temporary folder, where the .NET SDK keeps layers. NuGet's packages are there.</summary>
internal sealed class ColdClone
{
    private readonly string _folder;
    private readonly string _root;
    private readonly Dotnet _dotnet;

    /// <param name="template">The application's folder as it is in source control.</param>
    /// <param name="root">Folder of this clone.</param>
    public ColdClone(string template, string root)
    {
        _root = root;
        _folder = Directory.CreateDirectory(Path.Combine(root, "app")).FullName;
        _dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        foreach (string file in Directory.GetFiles(template))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    /// <summary>Changes one line of the program.</summary>
    public void Edit(int edition) => App.Edit(_folder, edition);

    /// <summary>Restores, builds and publishes.</summary>
    public Task<Measurement> PublishAsync(string repository, CountingProxy proxy) => ContainerPublish.RunAsync(_folder, repository, Path.Combine(_root, "cache"), proxy, _dotnet);

    /// <summary>Throws it away.</summary>
    public void Delete() => Program.Delete(_root);
}
