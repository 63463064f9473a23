namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Why a node cannot pull an image (messages of CRI-O, containerd and registries).</summary>
internal static class PullFailure
{
    /// <summary>What a message means.</summary>
    /// <param name="message">What the kubelet says.</param>
    /// <param name="image">The image.</param>
    /// <param name="account">The pod's ServiceAccount.</param>
    /// <param name="ns">The namespace.</param>
    /// <returns>What it means, and whether waiting changes nothing.</returns>
    public static (Explanation Explanation, bool IsFinal) Explain(string message, string image, string account, string ns)
    {
        string registry = image.Split('/')[0];
        return message switch
        {
            _ when Has("unauthorized", "authentication required", "access denied", "denied:", "no basic auth credentials", "403 Forbidden", "insufficient_scope") => (new Explanation(
                $"registry {registry} does not let the cluster pull it without the right credentials",
                $"Make a pull secret and link it: oc create secret docker-registry pull -n {ns} --docker-server={registry} …, oc secrets link {account} pull --for=pull -n {ns}. Pods get it when they are made: oc rollout restart afterwards. Of another namespace's images in OpenShift's own registry: oc policy add-role-to-user system:image-puller system:serviceaccount:{ns}:{account} -n THEIRS."), true),
            _ when Has("x509", "certificate signed by unknown authority", "certificate is not trusted") => (new Explanation(
                $"the nodes do not trust the certificate of registry {registry}",
                "Let a cluster administrator add its authority (image.config.openshift.io/cluster, additionalTrustedCA)."), true),
            _ when Has("server gave HTTP response to HTTPS client") => (new Explanation(
                $"registry {registry} speaks no TLS, which the nodes want",
                "Give the registry a certificate, or let a cluster administrator list it under insecureRegistries (image.config.openshift.io/cluster)."), true),
            _ when Has("no match for platform", "no image found in", "no matching manifest") => (new Explanation("there is none for the processors of the node", "Publish for them as well: ContainerRuntimeIdentifiers=linux-x64;linux-arm64."), true),
            _ when Has("toomanyrequests", "rate limit") => (new Explanation($"registry {registry} gets too many requests", "Wait, or let the pull be logged in."), false),
            _ when Has("manifest unknown", "not found", "name unknown", "repository does not exist", "does not exist", "StatusCode: 404") && !Has("no such host", "lookup ") => (new Explanation(
                $"registry {registry} does not have it as the cluster asks for it",
                "Publish to the registry that the cluster reaches by that name; OpenShiftManifestImage gives the manifests another name than the one that is pushed to."), true),
            _ when Has("no such host", "connection refused", "i/o timeout", "dial tcp", "no route to host", "context deadline exceeded", "TLS handshake timeout") => (new Explanation(
                $"the nodes do not reach registry {registry}",
                registry.StartsWith("localhost", StringComparison.Ordinal) || registry.StartsWith("127.", StringComparison.Ordinal)
                    ? "That name is the node itself: publish to a registry that the cluster reaches, or give the manifests its name with OpenShiftManifestImage."
                    : "Check the name, and whether the cluster has a way there (proxy, firewall); OpenShiftManifestImage gives the manifests another name."), false),
            _ when Has("InvalidImageName", "invalid reference format", "couldn't parse image") => (new Explanation("it is no name of an image", "Correct OpenShiftManifestImage, or the image in the project's folder openshift."), true),
            _ => (new Explanation(message.TrimEnd('.'), "Check what the message names."), false),
        };

        bool Has(params ReadOnlySpan<string> texts)
        {
            foreach (string text in texts)
            {
                if (message.Contains(text, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
