using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The settings the application starts with in a pod that the manifests describe.</summary>
internal static class DeployedSettings
{
    /// <summary>
    /// <c>appsettings.json</c>, <c>appsettings.Production.json</c> over it, the image's environment over both, and over all what the manifests set;
    /// by full key (compared without case), variables also as <c>$NAME</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(ProjectFacts facts, ExecutionConfig config)
    {
        var settings = new Dictionary<string, string>(AppSettings.Read(facts.Files).Values, StringComparer.OrdinalIgnoreCase);
        PublishedSettings.SetVariables(settings, config);
        foreach (SettingFact setting in facts.Manifests.Settings)
        {
            if (setting is { Kind: not SettingKind.Secret, Default: { } value })
            {
                PublishedSettings.Set(settings, setting.Name, value);
            }
        }

        return settings;
    }
}
