namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>A project as a user has it, in a folder of its own.</summary>
internal sealed class TestProject
{
    public const string WebProgram = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/", () => "hello");
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/write", (string path) =>
        {
            try { File.WriteAllText(path, "x"); return "written"; }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return "refused"; }
        });
        app.MapGet("/env", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
        app.Run();
        """;

    private TestProject(string folder, string name)
    {
        Folder = folder;
        Name = name;
    }

    public string Folder { get; }

    public string Name { get; }

    public string ProjectFile => Path.Combine(Folder, Name + "." + Language);

    /// <summary>Extension of the project file.</summary>
    public string Language { get; private set; } = "csproj";

    /// <summary>Intermediate files of the publish that was last run in Release.</summary>
    public string Intermediate => Path.Combine(Folder, "obj/Release/net10.0/openshift");

    /// <summary>An ASP.NET Core project.</summary>
    public static TestProject Web(string properties = "", string items = "", string name = "WebApi", string? folder = null) =>
        Create(name, "Microsoft.NET.Sdk.Web", "<Version>1.4.2</Version><Description>A test service</Description>" + properties, items, WebProgram, folder);

    /// <summary>A project of any kind.</summary>
    public static TestProject Create(string name, string sdk, string properties, string items, string program, string? folder = null, bool reference = true)
    {
        folder ??= Sandbox.NewFolder(name);
        Directory.CreateDirectory(folder);
        var project = new TestProject(folder, name);
        project.Write(name + ".csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {(reference ? $"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" />" : "")}
                {items}
              </ItemGroup>
            </Project>
            """);
        project.Write("Program.cs", program);
        project.Surround("<Project />");
        return project;
    }

    /// <summary>A folder for projects that are written into it, with the feeds of the tests and nothing of what lies above it.</summary>
    /// <param name="name">Its name, and that of the solution.</param>
    /// <param name="properties">The <c>Directory.Build.props</c> of the projects.</param>
    public static TestProject Solution(string name, string properties = "<Project />")
    {
        TestProject solution = At(Sandbox.NewFolder(name), name);
        solution.Surround(properties);
        return solution;
    }

    /// <summary>What was written to a folder by other means.</summary>
    public static TestProject At(string folder, string name) => new(folder, name);

    /// <summary>Makes it a project of another language; its <c>Program.cs</c> holds that language's text.</summary>
    /// <param name="language"><c>csproj</c>, <c>fsproj</c> or <c>vbproj</c>.</param>
    public void InLanguage(string language)
    {
        if (language == Language)
        {
            return;
        }

        string source = language == "fsproj" ? "Program.fs" : "Program.vb";
        File.Move(Path.Combine(Folder, "Program.cs"), Path.Combine(Folder, source));
        string text = File.ReadAllText(ProjectFile).Replace("<Nullable>enable</Nullable>", "", StringComparison.Ordinal);
        File.Delete(ProjectFile);
        Language = language;
        Write(Name + "." + language, language == "fsproj" ? text.Replace("<ItemGroup>", $"<ItemGroup><Compile Include=\"{source}\" />", StringComparison.Ordinal) : text);
    }

    public void Write(string path, string content)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private void Surround(string properties)
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="tested" value="{Sandbox.Feed}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        // Nothing above the temporary folder may reach into a user's project.
        Write("Directory.Build.props", properties);
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    /// <summary>Runs <c>dotnet publish -t:PublishContainer</c>.</summary>
    public CommandResult Publish(params string[] arguments) => Publish(null, arguments);

    /// <summary>Runs <c>dotnet publish -t:PublishContainer</c> with an environment.</summary>
    public CommandResult Publish(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        Dotnet(environment, ["publish", ProjectFile, "-t:PublishContainer", "-nologo", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", .. arguments]);

    /// <summary>Runs any dotnet command in the project's folder.</summary>
    public CommandResult Dotnet(IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var variables = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
        foreach ((string key, string? value) in environment ?? new Dictionary<string, string?>())
        {
            variables[key] = value;
        }

        return Command.Run("dotnet", arguments, Folder, variables);
    }
}
