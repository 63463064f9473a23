using System.Collections.Immutable;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Reads the packages of a .NET application from its <c>.deps.json</c> (dotnet/sdk, documentation/specs/runtime-configuration-file.md, "libraries").</summary>
internal static class DepsFile
{
    /// <summary>The libraries of type <c>package</c>.</summary>
    /// <exception cref="PackageDataException">The file is no JSON.</exception>
    public static ImmutableArray<InstalledPackage> Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        var packages = new PackageList();
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
                reader.Read();
                if (libraries && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadLibraries(ref reader, packages);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            throw new PackageDataException("is damaged: it is no JSON");
        }

        return packages.ToImmutable();
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
