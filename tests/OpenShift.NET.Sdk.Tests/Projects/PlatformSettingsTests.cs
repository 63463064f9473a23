using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

/// <summary>Whose a setting is: the platform's and the host's, documented by a library, or the application's own.</summary>
[TestClass]
public sealed class PlatformSettingsTests
{
    [TestMethod]
    [DataRow("ASPNETCORE_ENVIRONMENT")]
    [DataRow("DOTNET_gcServer")]
    [DataRow("KUBERNETES_SERVICE_HOST")]
    [DataRow("K_SERVICE")]
    [DataRow("DAPR_HTTP_PORT")]
    [DataRow("HOSTNAME")]
    [DataRow("USERDOMAIN")]
    [DataRow("UserName")]
    [DataRow("PROGRAMFILES(X86)")]
    [DataRow("GITHUB_ACTIONS")]
    public void A_variable_of_the_platform_is_given(string name) => Assert.IsTrue(PlatformSettings.Has(name, fromEnvironment: true));

    [TestMethod]
    [DataRow("Logging:LogLevel:Default")]
    [DataRow("Kestrel:Endpoints:Http:Url")]
    [DataRow("AllowedHosts")]
    [DataRow("urls")]
    [DataRow("DetailedErrors")]
    [DataRow("WebRoot")]
    [DataRow("$schema")]
    [DataRow("profiles:Api:applicationUrl")]
    [DataRow("iisSettings:iisExpress:applicationUrl")]
    [DataRow("ASPNETCORE_URLS")]
    public void A_key_of_the_host_is_given(string key) => Assert.IsTrue(PlatformSettings.Has(key, fromEnvironment: false));

    [TestMethod]
    [DataRow("username", false)]
    [DataRow("Home:Title", false)]
    [DataRow("Path:Data", false)]
    [DataRow("Profiles:Default", false)]
    [DataRow("LoggingService:Url", false)]
    [DataRow("Urls:Orders", false)]
    [DataRow("Language", false)]
    [DataRow("DAPR_STORE_NAME", true)]
    [DataRow("DATABASE_URL", true)]
    [DataRow("PORT", true)]
    [DataRow("OTEL_SERVICE_NAME", true)]
    [DataRow("USER_TABLE", true)]
    public void What_only_sounds_like_one_is_the_applications(string key, bool fromEnvironment) => Assert.IsFalse(PlatformSettings.Has(key, fromEnvironment));

    [TestMethod]
    [DataRow("OTEL_EXPORTER_OTLP_ENDPOINT", true)]
    [DataRow("APPLICATIONINSIGHTS_CONNECTION_STRING", true)]
    [DataRow("https_proxy", true)]
    [DataRow("Serilog:MinimumLevel:Default", true)]
    [DataRow("PORT", true)]
    [DataRow("SerilogUrl", false)]
    [DataRow("EXPORT", false)]
    public void Libraries_document_their_own(string key, bool documented) => Assert.AreEqual(documented, PlatformSettings.IsDocumented(key));
}
