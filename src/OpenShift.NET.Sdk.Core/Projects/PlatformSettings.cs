namespace OpenShift.NET.Sdk.Projects;

/// <summary>
/// Settings that are none of the application's own: what the operating system, the platform, a sidecar, the runtime or the host give, and what those who made a library document.
/// Everything that asks whose a setting is asks here.
/// </summary>
internal static class PlatformSettings
{
    // What a process has from where it runs; a name that ends in '_' stands for all that begin with it.
    private static readonly string[] s_given =
    [
        // .NET, its images and the host's prefixes.
        "ASPNETCORE_", "DOTNET_", "COMPLUS_", "APP_UID", "FUNCTIONS_", "WEBSITE_", "WEBJOBS_",

        // Kubernetes, OpenShift, Knative, Dapr's injector.
        "KUBERNETES_", "OPENSHIFT_", "POD_", "NODE_NAME", "NAMESPACE", "K_SERVICE", "K_REVISION", "K_CONFIGURATION", "DAPR_HTTP_PORT", "DAPR_GRPC_PORT", "DAPR_API_TOKEN", "APP_API_TOKEN",

        // Linux and its shells.
        "HOSTNAME", "HOME", "PATH", "TMPDIR", "TZ", "LANG", "LANGUAGE", "LC_", "USER", "LOGNAME", "SHELL", "PWD", "TERM", "COLORTERM", "DISPLAY", "SSL_CERT_", "XDG_", "LD_", "EDITOR", "VISUAL", "PAGER", "SSH_",

        // Windows.
        "TEMP", "TMP", "USERNAME", "USERDOMAIN", "USERDNSDOMAIN", "USERPROFILE", "ALLUSERSPROFILE", "PUBLIC", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "COMMONPROGRAMFILES",
        "COMPUTERNAME", "PROCESSOR_", "NUMBER_OF_PROCESSORS", "OS", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "HOMEDRIVE", "HOMEPATH", "LOGONSERVER", "SESSIONNAME", "CLIENTNAME",

        // Build servers, which tests ask for, and what they hand to each step they run.
        "CI", "TF_BUILD", "GITHUB_ACTIONS", "TEAMCITY_VERSION", "JENKINS_URL", "GITLAB_CI", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITHUB_EVENT_PATH",
        "GITHUB_EVENT_NAME", "GITHUB_RUN_ID", "GITHUB_RUN_NUMBER", "RUNNER_TEMP", "RUNNER_OS", "CI_PIPELINE_ID", "CI_JOB_ID", "CI_COMMIT_SHA",
    ];

    // Who gives them, where a reader of the application may wonder: companions of the pod, and runners.
    private static readonly (string Name, string Giver)[] s_givers =
    [
        ("DAPR_HTTP_PORT", "Dapr's sidecar, where it is injected"),
        ("DAPR_GRPC_PORT", "Dapr's sidecar, where it is injected"),
        ("DAPR_API_TOKEN", "Dapr's sidecar, where it is injected"),
        ("APP_API_TOKEN", "Dapr's sidecar, where it is injected"),
        ("POD_IP", "whoever hands on the field status.podIP (downward API)"),
        ("K_SERVICE", "Knative"),
        ("K_REVISION", "Knative"),
        ("K_CONFIGURATION", "Knative"),
        ("WEBSITE_SITE_NAME", "Azure App Service, and nobody on OpenShift"),
        ("WEBSITE_INSTANCE_ID", "Azure App Service, and nobody on OpenShift"),
        ("WEBSITE_HOSTNAME", "Azure App Service, and nobody on OpenShift"),
        ("GITHUB_OUTPUT", "the runner of GitHub Actions"),
        ("GITHUB_ENV", "the runner of GitHub Actions"),
        ("GITHUB_STEP_SUMMARY", "the runner of GitHub Actions"),
        ("GITHUB_WORKSPACE", "the runner of GitHub Actions"),
    ];

    // What a pod knows of itself. Its address is left to whoever deploys: it is another one after every restart.
    private static readonly (string Name, string Field)[] s_fields =
    [
        ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("NAMESPACE", "metadata.namespace"), ("POD_UID", "metadata.uid"), ("NODE_NAME", "spec.nodeName"), ("POD_SERVICE_ACCOUNT", "spec.serviceAccountName"),
    ];

    // Keys of the host's own configuration.
    private static readonly string[] s_ofTheHost = ["AllowedHosts", "Urls", "http_ports", "https_ports", "https_port", "Environment", "ContentRoot", "ApplicationName", "WebRoot", "DetailedErrors"];
    private static readonly string[] s_sectionsOfTheHost = ["Logging", "Kestrel"];

    // What launchSettings.json has, and what a settings file copied from it; as it writes them.
    private static readonly string[] s_sectionsOfTools = ["iisSettings", "profiles"];

    // Read by libraries, and told of in their documentation.
    private static readonly string[] s_documented = ["OTEL_", "APPLICATIONINSIGHTS_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "NO_COLOR", "PORT"];
    private static readonly string[] s_documentedSections = ["Serilog", "NLog"];

    /// <summary>Whether a setting is given, or documented by the host. A key of the configuration that only sounds like a variable, <c>username</c>, <c>Home:Title</c>, is the application's own.</summary>
    /// <param name="key">The key, or the variable's name.</param>
    /// <param name="fromEnvironment">Whether the environment is asked for it, which on Windows makes no difference between capital and small letters.</param>
    public static bool Has(string key, bool fromEnvironment) =>
        key.StartsWith('$')
        || s_given.Any(k => IsNamed(key, k, fromEnvironment))
        || s_ofTheHost.Contains(key, StringComparer.OrdinalIgnoreCase)
        || s_sectionsOfTheHost.Any(s => IsIn(key, s, StringComparison.OrdinalIgnoreCase))
        || s_sectionsOfTools.Any(s => IsIn(key, s, StringComparison.Ordinal));

    /// <summary>Who gives a variable, for people; <see langword="null"/> for one that is the application's, or that every process has.</summary>
    /// <param name="name">Name of the variable.</param>
    public static string? GiverOf(string name) => FieldOf(name) is { } field ? $"the field {field} of the pod (downward API)" : Array.Find(s_givers, g => g.Name.Equals(name, StringComparison.Ordinal)).Giver;

    /// <summary>The field of the pod that a variable holds, for the downward API; <see langword="null"/> for every other one.</summary>
    /// <param name="name">Name of the variable.</param>
    public static string? FieldOf(string name) => Array.Find(s_fields, f => f.Name.Equals(name, StringComparison.Ordinal)).Field;

    /// <summary>Whether a variable names the host's environment.</summary>
    /// <param name="name">Name of the variable.</param>
    public static bool NamesEnvironment(string name) => name is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT";

    /// <summary>Whether a variable is where Dapr's sidecar listens, which is in the same pod.</summary>
    /// <param name="name">Name of the variable.</param>
    public static bool IsOfSidecar(string name) => name is "DAPR_HTTP_PORT" or "DAPR_GRPC_PORT" or "DAPR_HTTP_ENDPOINT" or "DAPR_GRPC_ENDPOINT";

    /// <summary>Whether it is a setting that is the application's to take, and somebody else's to document: a deployment may want it, the project need not name it.</summary>
    /// <param name="key">The key, or the variable's name.</param>
    public static bool IsDocumented(string key) => s_documented.Any(k => IsNamed(key, k, fromEnvironment: true)) || s_documentedSections.Any(s => IsIn(key, s, StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(string key, string name, bool fromEnvironment) =>
        name[^1] == '_' ? key.StartsWith(name, StringComparison.OrdinalIgnoreCase) : key.Equals(name, fromEnvironment ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool IsIn(string key, string section, StringComparison comparison) =>
        key.StartsWith(section, comparison) && (key.Length == section.Length || key[section.Length] == ':');
}
