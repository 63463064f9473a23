using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>
/// The names under which the services of a solution know each other: what people call <c>catalog</c>, <c>catalog-api</c> or <c>CatalogService</c> is the project <c>Shop.Catalog.Api</c>.
/// A name that two of them could have is nobody's, and one with dots is a name of the Internet's unless it can be none.
/// </summary>
internal sealed class MemberNames
{
    private const int ShortestWord = 3;

    private readonly SolutionMember[] _members;
    private readonly Func<SolutionMember, IEnumerable<string>>[] _kinds;

    public MemberNames(IEnumerable<SolutionMember> members)
    {
        _members = [.. members];
        string[][] projects = [.. _members.Select(static m => SecretName.Words(m.Project).ToArray())];
        int common = projects.Length < 2 ? 0 : Enumerable.Range(0, projects.Min(static p => p.Length)).TakeWhile(i => projects.All(p => p.Length > i + 1 && p[i] == projects[0][i])).Count();

        // From the name as it is to the one without what it shares with all others, and without what it says of its kind.
        _kinds =
        [
            static m => [m.Name],
            static m => m.Aliases.Select(static a => a.ToLowerInvariant()),
            static m => [ObjectName.From(m.Project), ObjectName.From(m.Repository[(m.Repository.LastIndexOf('/') + 1)..])],
            m => [Joined(SecretName.Words(m.Project)), Joined(SecretName.Words(m.Project).Skip(common)), Joined(SecretName.Words(m.Name))],
            m => [Stem(SecretName.Words(m.Project).Skip(common)), Stem(SecretName.Words(m.Name))],
        ];
    }

    /// <summary>The service that a host name means to another one of them; <see langword="null"/> when there is none, or more than one could be meant.</summary>
    public SolutionMember? Find(string host, SolutionMember caller)
    {
        if (host.Contains('.', StringComparison.Ordinal))
        {
            return Only(ServiceInCluster(host) is { } service ? With(0, service) : IsNoDomain(host) ? OfProject(host) : [], caller);
        }

        string[] wanted = Spellings(host);
        for (int kind = 0; kind < _kinds.Length; kind++)
        {
            if (With(kind, wanted[kind]) is { Length: > 0 } found)
            {
                return Only(found, caller);
            }
        }

        return null;
    }

    /// <summary>All that a host name could mean, whichever way it is read.</summary>
    public IEnumerable<SolutionMember> MeantBy(string host)
    {
        if (host.Contains('.', StringComparison.Ordinal) && ServiceInCluster(host) is null)
        {
            // A cluster's own short form too: NAME.NAMESPACE.
            return With(0, host[..host.IndexOf('.', StringComparison.Ordinal)].ToLowerInvariant()).Concat(OfProject(host)).Distinct();
        }

        string[] wanted = Spellings(ServiceInCluster(host) ?? host);
        return Enumerable.Range(0, _kinds.Length).SelectMany(kind => With(kind, wanted[kind])).Distinct();
    }

    /// <summary>Those that are called by this very name: of the Service, or the one an Aspire host gives.</summary>
    public IEnumerable<SolutionMember> Called(string name) => With(0, name.ToLowerInvariant()).Concat(With(1, name.ToLowerInvariant())).Distinct();

    /// <summary>Those that the name of a setting speaks of.</summary>
    public IEnumerable<SolutionMember> SpokenOfIn(string setting)
    {
        string text = Joined(SecretName.Words(setting));
        return _members.Where(m => _kinds[^1](m).Concat(m.Aliases.Select(static a => Joined(SecretName.Words(a)))).Any(w => w.Length >= ShortestWord && text.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>The Service that a name of the cluster's DNS means (Kubernetes DNS-Based Service Discovery): <c>catalog</c> of <c>catalog.shop.svc.cluster.local</c>; <see langword="null"/> for any other name.</summary>
    public static string? ServiceInCluster(string host)
    {
        string[] labels = host.ToLowerInvariant().Split('.');
        return labels is [_, "svc"] or [_, _, "svc"] or [_, "svc", .., "local"] or [_, _, "svc", .., "local"] ? labels[0] : null;
    }

    private static SolutionMember? Only(SolutionMember[] found, SolutionMember caller) => found.Length == 1 && found[0] != caller ? found[0] : null;

    private static string[] Spellings(string host) => [host.ToLowerInvariant(), host.ToLowerInvariant(), ObjectName.From(host), Joined(SecretName.Words(host)), Stem(SecretName.Words(host))];

    private SolutionMember[] With(int kind, string name) => name.Length == 0 ? [] : [.. _members.Where(m => _kinds[kind](m).Contains(name, StringComparer.Ordinal))];

    private SolutionMember[] OfProject(string host) => [.. _members.Where(m => m.Project.Equals(host, StringComparison.OrdinalIgnoreCase))];

    // Shop.Catalog.Api is the name of a project, catalog.app that of somebody's site. The list of top-level domains grows, so only words count that projects end in and that are none.
    private static bool IsNoDomain(string host) =>
        host[(host.LastIndexOf('.') + 1)..].ToLowerInvariant() is "api" or "service" or "server" or "svc" or "grpc" or "webapi" or "rest" or "http" or "backend" or "frontend" or "gateway" or "worker" or "application";

    private static string Joined(IEnumerable<string> words) => string.Concat(words);

    // What every service could be called is no name.
    private static string Stem(IEnumerable<string> words) => string.Concat(words.Reverse().SkipWhile(IsKind).Reverse().SkipWhile(static w => w is "my" or "the"));

    private static bool IsKind(string word) => word is "api" or "service" or "services" or "svc" or "server" or "grpc" or "webapi" or "web" or "host" or "rest" or "http" or "https" or "backend" or "app" or "application" or "gateway";
}
