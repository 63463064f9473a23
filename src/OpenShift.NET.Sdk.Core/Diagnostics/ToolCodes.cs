namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>
/// Codes of the tool's own diagnostics (OSC00nn). The rules' codes (OSCggnn) live on the rule classes.
/// A code is never used again for something else; each is explained in <c>Diagnostics/ToolCodes.md</c>.
/// </summary>
public static class ToolCodes
{
    /// <summary>A suppression has no justification.</summary>
    public const string SuppressionWithoutJustification = "OSC0003";

    /// <summary>A suppression has expired.</summary>
    public const string SuppressionExpired = "OSC0004";

    /// <summary>A suppression silences nothing.</summary>
    public const string SuppressionUnused = "OSC0005";

    /// <summary>Findings of the baseline are fixed (a message).</summary>
    public const string BaselineFixed = "OSC0006";

    /// <summary>The baseline was written, as was asked for (a message).</summary>
    public const string BaselineWritten = "OSC0007";

    /// <summary>The package is used as PackageReference and as MSBuild SDK at once.</summary>
    public const string UsedTwice = "OSC0010";

    /// <summary>The build engine is too old or is not the .NET one.</summary>
    public const string UnsupportedBuildEngine = "OSC0011";

    /// <summary>The .NET SDK's own image tasks were reached although this SDK publishes the image.</summary>
    public const string SdkPublishReached = "OSC0012";

    /// <summary>An unexpected failure: a defect of this product.</summary>
    public const string Unexpected = "OSC0013";

    /// <summary>The operation was cancelled.</summary>
    public const string Cancelled = "OSC0014";

    /// <summary>A publish file stays out of the image, or goes in although no publish item names it.</summary>
    public const string UnlistedPublishFiles = "OSC0015";

    /// <summary>A folder that is to be written holds what this SDK did not write, or is one that is never written into.</summary>
    public const string OutputFolderOccupied = "OSC0016";

    /// <summary>Another publish of the project runs at the same time.</summary>
    public const string AnotherPublish = "OSC0017";

    /// <summary>The publish folder holds another version of the program than is published, or a file of it changed while it was read.</summary>
    public const string AnotherVersion = "OSC0018";

    /// <summary>The name of an item's metadata is misspelt.</summary>
    public const string MisspeltMetadata = "OSC0019";

    /// <summary>A facts file is missing, unreadable or of another version.</summary>
    public const string InvalidFacts = "OSC0020";

    /// <summary>An image tag is invalid.</summary>
    public const string InvalidTag = "OSC0021";

    /// <summary>A port is invalid.</summary>
    public const string InvalidPort = "OSC0022";

    /// <summary>A path is invalid.</summary>
    public const string InvalidPath = "OSC0023";

    /// <summary>A label is invalid.</summary>
    public const string InvalidLabel = "OSC0024";

    /// <summary>An environment variable is invalid.</summary>
    public const string InvalidEnvironmentVariable = "OSC0025";

    /// <summary>A property has a value that is not one of those it can take.</summary>
    public const string InvalidProperty = "OSC0026";

    /// <summary>An image reference or repository name is invalid.</summary>
    public const string InvalidImageReference = "OSC0027";

    /// <summary>A configuration file of the project (appsettings, .editorconfig) cannot be read.</summary>
    public const string InvalidConfigurationFile = "OSC0028";

    /// <summary>A file to be published is missing or cannot be read.</summary>
    public const string PublishFileUnreadable = "OSC0030";

    /// <summary>An <c>OpenShiftProbe</c> item is invalid.</summary>
    public const string InvalidProbe = "OSC0031";

    /// <summary>An <c>OpenShiftSetting</c> item is invalid.</summary>
    public const string InvalidSetting = "OSC0032";

    /// <summary>The base image does not exist.</summary>
    public const string BaseImageNotFound = "OSC0040";

    /// <summary>A blob does not have the digest or size its descriptor says.</summary>
    public const string CorruptBlob = "OSC0041";

    /// <summary>The base image has no variant for the platform that is published.</summary>
    public const string PlatformNotFound = "OSC0042";

    /// <summary>An image layout or archive on disk is malformed.</summary>
    public const string InvalidArchive = "OSC0043";

    /// <summary>The cache folder cannot be written.</summary>
    public const string CacheNotWritable = "OSC0044";

    /// <summary>A manifest or image configuration is malformed or of an unsupported kind.</summary>
    public const string InvalidManifest = "OSC0045";

    /// <summary>A layer is malformed or in an unsupported compression.</summary>
    public const string InvalidLayer = "OSC0046";

    /// <summary>The host's own .NET runtime cannot serve as the embedded base image.</summary>
    public const string EmbeddedBaseUnavailable = "OSC0047";

    /// <summary>The registry of the base image could not be reached; the embedded base image is used as the project asked.</summary>
    public const string EmbeddedBaseUsed = "OSC0048";

    /// <summary>The base image's own entry point is replaced by the application's (a warning).</summary>
    public const string BaseEntryPointReplaced = "OSC0049";

    /// <summary>A manifest file is no YAML that Kubernetes reads.</summary>
    public const string InvalidYaml = "OSC0050";

    /// <summary>A manifest file is larger, deeper or has more nodes than is read.</summary>
    public const string ManifestTooLarge = "OSC0051";

    /// <summary>A manifest file cannot be read.</summary>
    public const string ManifestUnreadable = "OSC0052";

    /// <summary>What the manifests would gain from (a message).</summary>
    public const string ManifestAdvice = "OSC0053";

    /// <summary>A hand-written manifest is none that a cluster could take.</summary>
    public const string InvalidManifestSource = "OSC0054";

    /// <summary>An image has more entries, names or unpacked bytes, in all its layers together, than is read.</summary>
    public const string ImageTooLarge = "OSC0055";

    /// <summary>A rule has more findings than are listed.</summary>
    public const string TooManyFindings = "OSC0056";

    /// <summary>The start-up guard could not be put into a compiled program.</summary>
    public const string GuardNotWoven = "OSC0058";

    /// <summary>A rule itself failed.</summary>
    public const string RuleFailed = "OSC0060";

    /// <summary>A severity setting cannot be understood.</summary>
    public const string InvalidSeverity = "OSC0061";

    /// <summary>The baseline is missing, unreadable or damaged.</summary>
    public const string InvalidBaseline = "OSC0062";

    /// <summary><c>OpenShiftBase</c> names a kind of base image that there is none of for such a program.</summary>
    public const string NoBaseOfThatKind = "OSC0063";

    /// <summary>The command line of <c>openshift-image</c> cannot be understood.</summary>
    public const string InvalidCommandLine = "OSC0070";

    /// <summary>The image that is named as base image is none of the image that is checked.</summary>
    public const string NotTheBaseImage = "OSC0071";

    /// <summary>Not every image of a solution passed, so none of it is delivered.</summary>
    public const string SolutionNotDelivered = "OSC0072";

    /// <summary>Two projects of a solution deliver to one name or file.</summary>
    public const string SameDestination = "OSC0073";

    /// <summary>The manifests of two projects of a solution name their objects alike.</summary>
    public const string SameName = "OSC0074";

    /// <summary>Services of a solution got addresses of each other that nobody has written down.</summary>
    public const string AddressesOfSolution = "OSC0064";

    /// <summary>A registry cannot be reached.</summary>
    public const string RegistryUnreachable = "OSC0080";

    /// <summary>A registry wants credentials that are missing or wrong.</summary>
    public const string RegistryUnauthorized = "OSC0081";

    /// <summary>The credentials do not allow the operation.</summary>
    public const string RegistryDenied = "OSC0082";

    /// <summary>A registry answered with something the distribution specification does not allow here.</summary>
    public const string RegistryProtocol = "OSC0083";

    /// <summary>A credential store or helper failed.</summary>
    public const string CredentialsUnreadable = "OSC0084";

    /// <summary>An archive, layout, report or standard output cannot be written.</summary>
    public const string OutputNotWritable = "OSC0085";

    /// <summary>podman or docker is missing or refused the image.</summary>
    public const string LocalRegistryFailed = "OSC0086";

    /// <summary>The registry would have to be spoken to without TLS.</summary>
    public const string InsecureRegistry = "OSC0087";

    /// <summary>A tag is there already and may not be moved.</summary>
    public const string TagIsImmutable = "OSC0088";

    /// <summary>A registry, or a proxy before it, takes nothing of that size.</summary>
    public const string RequestTooLarge = "OSC0089";

    /// <summary>A registry does not take manifests of that media type.</summary>
    public const string MediaTypeRefused = "OSC0090";

    /// <summary>A registry gets too many requests and wants to be left alone for a while.</summary>
    public const string RegistryBusy = "OSC0091";

    /// <summary>The image was to be run on this machine, and there is no way to.</summary>
    public const string ProofNotPossible = "OSC0092";

    /// <summary>An <c>OpenShiftProveSetting</c> or <c>OpenShiftProveService</c> item is invalid.</summary>
    public const string InvalidProofItem = "OSC0093";

    /// <summary>What was learnt of the layers could not be left at the destination.</summary>
    public const string LayerKnowledgeNotKept = "OSC0095";

    /// <summary>What a repository tells of a layer is not what is in the layer.</summary>
    public const string LayerKnowledgeWrong = "OSC0096";

    /// <summary>A service beside the application did not become ready.</summary>
    public const string ProofServiceFailed = "OSC0097";

    /// <summary>The way an image is run (sandbox, podman, docker) failed; not the program in it.</summary>
    public const string RunEngineFailed = "OSC0094";

    /// <summary>A property has no effect because another one wins.</summary>
    public const string PropertyOverridden = "OSC0057";

    /// <summary>A setting leads to the machine itself, so the manifests name a host that was made up, or none.</summary>
    public const string SettingToBeSet = "OSC0059";

    /// <summary>A common library of a builder cannot be restored.</summary>
    public const string LibraryNotRestored = "OSC0066";

    /// <summary>A common library of a builder has a known vulnerability.</summary>
    public const string VulnerableLibrary = "OSC0067";

    /// <summary>A project is published by itself of which no image is made: an Aspire application host, a test project, a library.</summary>
    public const string ProjectWithoutImage = "OSC0068";

    /// <summary>What is published is not for the platform of the image, or several platforms are built into one folder.</summary>
    public const string PlatformContradiction = "OSC0098";

    /// <summary>Several platforms are asked for, and not every one of them could be published.</summary>
    public const string PlatformNotPublished = "OSC0099";

    /// <summary>A probe of an application in the same pod does not succeed.</summary>
    public const string NeighbourNotReady = "OSC0076";

    /// <summary>A declared port of an application in the same pod is not listened on where others can call.</summary>
    public const string NeighbourPortClosed = "OSC0077";

    /// <summary>Bill of materials or provenance could not be attached to the image at the destination.</summary>
    public const string DocumentsNotAttached = "OSC0078";

    /// <summary>The bill of materials does not name everything.</summary>
    public const string BillHasGaps = "OSC0079";

    /// <summary>An image that was to be run for someone to look on does not run, or has ended with an error.</summary>
    public const string RunFailed = "OSC0065";

    /// <summary>Manifests that were to be applied to a cluster are not, or what they make does not come up.</summary>
    public const string ApplyFailed = "OSC0069";

    /// <summary>A Dockerfile cannot give everything that is in the image.</summary>
    public const string DockerfileHasGaps = "OSC0075";

    /// <summary>
    /// Whether a message of that code is one of many that nobody has to act on: those of rules, and what other stages advise. The report has them, and the
    /// build log only in detail. Messages of other codes answer something the user asked for or has set.
    /// </summary>
    public static bool IsHint(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code is UnlistedPublishFiles or ManifestAdvice or PropertyOverridden || !code.StartsWith("OSC00", StringComparison.Ordinal);
    }
}
