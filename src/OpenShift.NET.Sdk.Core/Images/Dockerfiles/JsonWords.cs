using System.Collections.Immutable;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>The JSON form of instructions: <c>["dotnet", "app.dll"]</c>.</summary>
internal static class JsonWords
{
    /// <summary>Reads an array of strings. Docker takes anything else for the plain form.</summary>
    public static bool TryRead(string line, out ImmutableArray<string> words)
    {
        words = [];
        if (!line.StartsWith('['))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
            var result = ImmutableArray.CreateBuilder<string>();
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String)
                {
                    return false;
                }

                result.Add(item.GetString()!);
            }

            words = result.ToImmutable();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is no text either.
            return false;
        }
    }
}
