using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Users;

/// <summary>Decides the user: numeric, never 0, in group 0, so that a plain container run behaves as OpenShift's arbitrary user does.</summary>
internal static class UserBuilder
{
    private const string Fallback = "1001:0";

    /// <summary><c>ContainerUser</c> as it is; else <c>APP_UID</c> of the base's environment; else the base's own user when numeric; else 1001.</summary>
    public static string Build(ProjectFacts facts, ExecutionConfig baseConfig)
    {
        if (!string.IsNullOrEmpty(facts.Image.User))
        {
            return facts.Image.User;
        }

        return InGroupZero(baseConfig.EnvironmentVariable("APP_UID")) ?? InGroupZero(baseConfig.User?.Split(':')[0]) ?? Fallback;
    }

    private static string? InGroupZero(string? user) =>
        uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id != 0
            ? string.Create(CultureInfo.InvariantCulture, $"{id}:0")
            : null;
}
