namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Addresses that go into documents others read.</summary>
internal static class PublicAddress
{
    private const int MaximumLength = 512;

    /// <summary>The address without user, password and query, which may hold a token; <see langword="null"/> when it is none of the web.</summary>
    public static string? Of(string? text) =>
        text?.Length <= MaximumLength && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;
}
