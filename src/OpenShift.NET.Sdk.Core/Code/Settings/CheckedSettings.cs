namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>The settings whose absence the code tells by itself.</summary>
internal static class CheckedSettings
{
    /// <summary>Variables of the settings that a check of the code's stops for, with the settings as they are: <c>?? throw</c> says nothing of a text that is shipped empty.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public static IEnumerable<string> Of(CodeFacts code, IReadOnlyDictionary<string, string> settings) =>
        CodeSettings.Validated(code, settings).Concat(code.SettingDemands.Where(static d => d.IsCheck).SelectMany(d => d.Missing(settings)).Select(static s => s.Variable));
}
