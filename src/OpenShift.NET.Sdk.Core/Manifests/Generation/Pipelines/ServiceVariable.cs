namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>Names of variables for what is known of a service: as the parameters of the solution's Template have them.</summary>
internal static class ServiceVariable
{
    /// <summary>The variable with a service's image by digest, for example <c>WEB_API_IMAGE</c>.</summary>
    /// <param name="service">The name of its objects.</param>
    public static string OfImage(string service) => Word(service) + "_IMAGE";

    /// <summary>A word that a variable's name can hold.</summary>
    public static string Word(string text)
    {
        string word = string.Concat(text.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        return word.Length > 0 && char.IsAsciiDigit(word[0]) ? "_" + word : word;
    }
}
