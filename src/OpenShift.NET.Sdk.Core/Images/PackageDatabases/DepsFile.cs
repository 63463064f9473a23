using System.Collections.Immutable;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Reads the packages of a .NET application from its <c>.deps.json</c> (dotnet/sdk, documentation/specs/runtime-configuration-file.md, "libraries").</summary>
internal static class DepsFile
{
    /// <summary>What is said of a file that is no JSON, which the .NET host refuses as well.</summary>
    public const string NotJson = "is damaged: it is no JSON";

    private const int MaximumAssemblies = 20_000;
    private const int MaximumText = 512;

    /// <summary>The libraries of type <c>package</c>, and the assemblies of all libraries.</summary>
    /// <exception cref="PackageDataException">The file is no JSON.</exception>
    public static PackageDatabase Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        var packages = new PackageList();
        var assemblies = ImmutableArray.CreateBuilder<ListedAssembly>();
        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new PackageDataException("is no dependency list: it holds no JSON object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool libraries = reader.ValueTextEquals("libraries"u8);
                bool targets = reader.ValueTextEquals("targets"u8);
                reader.Read();
                if (libraries && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadLibraries(ref reader, packages);
                }
                else if (targets && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadTargets(ref reader, assemblies);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            throw new PackageDataException(NotJson);
        }

        return new PackageDatabase(PackageDatabaseKind.NuGet, packages.ToImmutable()) { Assemblies = assemblies.ToImmutable() };
    }

    // targets: { TARGET: { LIBRARY: { "runtime": { ASSET: { "localPath": … } } } } }
    private static void ReadTargets(ref Utf8JsonReader reader, ImmutableArray<ListedAssembly>.Builder assemblies)
    {
        while (NextObject(ref reader))
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string library = Text(ref reader);
                if (!EntersObject(ref reader))
                {
                    continue;
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool runtime = reader.ValueTextEquals("runtime"u8);
                    if (EntersObject(ref reader, runtime))
                    {
                        ReadAssemblies(ref reader, library, assemblies);
                    }
                }
            }
        }
    }

    private static void ReadAssemblies(ref Utf8JsonReader reader, string library, ImmutableArray<ListedAssembly>.Builder assemblies)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string asset = Text(ref reader);

            // Published assemblies lie beside the application, whatever their place in the package; since .NET 10 the file can say another.
            string file = asset[(asset.LastIndexOf('/') + 1)..];
            if (EntersObject(ref reader))
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool local = reader.ValueTextEquals("localPath"u8);
                    reader.Read();
                    file = local && reader.TokenType == JsonTokenType.String ? Text(ref reader) : file;
                    reader.Skip();
                }
            }

            if (file is not ("" or "_._") && assemblies.Count < MaximumAssemblies)
            {
                assemblies.Add(new ListedAssembly(library, file));
            }
        }
    }

    // The next member that is an object, entered; others are passed over.
    private static bool NextObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (EntersObject(ref reader))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EntersObject(ref Utf8JsonReader reader, bool wanted = true)
    {
        reader.Read();
        if (wanted && reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueSpan.Length <= MaximumText && reader.GetString() is { } text && !text.Any(char.IsControl)
                ? text
                : throw new PackageDataException("is damaged: a name is longer than any real one or holds control characters");
        }
        catch (InvalidOperationException)
        {
            throw new PackageDataException("is damaged: a name is no Unicode text");
        }
    }

    private static void ReadLibraries(ref Utf8JsonReader reader, PackageList packages)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> library = reader.ValueSpan;
            reader.Read();
            bool isPackage = false;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool type = reader.ValueTextEquals("type"u8);
                    reader.Read();
                    isPackage |= type && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("package"u8);
                    reader.Skip();
                }
            }
            else
            {
                reader.Skip();
            }

            if (isPackage && library.IndexOf((byte)'/') is var slash and > 0)
            {
                packages.Add(library[..slash], library[(slash + 1)..]);
            }
        }
    }
}
