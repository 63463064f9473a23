using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1803_BackgroundWorkHasALeader;

/// <summary>OSC1803.</summary>
[Rule(
    "OSC1803",
    "Timed background work runs in one pod at a time",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "If the work may run only once at a time, take a lock first (Medallion.Threading, k8s.LeaderElection) or move it to a CronJob; if every pod may do it, suppress this with that reason.")]
public sealed class BackgroundWorkHasALeader : CodeRule
{
    private const int LeastSeconds = 60;

    private static readonly KnownApi[] s_timers =
    [
        "System.Threading.PeriodicTimer::.ctor",
        "System.Threading.Timer::.ctor",
        "System.Timers.Timer::.ctor",
        "System.Threading.Tasks.Task::Delay",
        "NCrontab.CrontabSchedule::Parse",
        "Cronos.CronExpression::Parse",
    ];

    // Schedules that live in the process alone: one more library is one more line.
    private static readonly KnownApi[] s_schedulers =
    [
        "Coravel.*::UseScheduler",
        "Microsoft.Extensions.DependencyInjection.NCronJobExtensions::AddNCronJob",
        "NCronJob.NCronJobExtensions::AddNCronJob",
        "FluentScheduler.JobManager::Initialize",
        "FluentScheduler.JobManager::AddJob",
    ];

    // Quartz without AddQuartz (of which OSC1801 tells): who gives its scheduler a job with a time, and keeps no store that pods share.
    private static readonly KnownApi s_quartzJob = "Quartz.IScheduler::ScheduleJob*";

    private static readonly KnownApi[] s_quartzFactory = ["Quartz.Impl.StdSchedulerFactory::.ctor", "Quartz.Impl.StdSchedulerFactory::Initialize"];

    // What fills the properties of a scheduler, by their names.
    private static readonly KnownApi[] s_properties = ["System.Collections.Specialized.NameValueCollection::Add", "System.Collections.Specialized.NameValueCollection::set_Item", "System.Collections.Specialized.NameValueCollection::Set"];

    private static readonly KnownApi[] s_quartzTimes =
    [
        "Quartz.CronScheduleTriggerBuilderExtensions::*",
        "Quartz.CronScheduleBuilder::*",
        "Quartz.SimpleScheduleTriggerBuilderExtensions::*",
        "Quartz.SimpleScheduleBuilder::*",
        "Quartz.CalendarIntervalTriggerBuilderExtensions::*",
        "Quartz.DailyTimeIntervalTriggerBuilderExtensions::*",
    ];

    private static readonly KnownApi[] s_quartzElsewhere = ["Quartz.ServiceCollectionExtensions::AddQuartz", "Microsoft.Extensions.DependencyInjection.QuartzServiceCollectionExtensions::AddQuartz", "Quartz.*::UsePersistentStore"];

    private static readonly KnownApi[] s_leaders =
    [
        "k8s.LeaderElection.*::*",
        "Medallion.Threading.*::*",
        "RedLockNet.*::*",
        "StackExchange.Redis.IDatabase::LockTake*",
        "StackExchange.Redis.IDatabaseAsync::LockTake*",
        "Consul.Lock*::*",
        "Consul.IDistributedLock::*",
        "Azure.Storage.Blobs.Specialized.BlobLeaseClient::Acquire*",
    ];

    private static readonly KnownApi[] s_mail =
    [
        "System.Net.Mail.SmtpClient::Send*",
        "MailKit.Net.Smtp.*::Send*",
        "MailKit.MailTransport::Send*",
        "MailKit.IMailTransport::Send*",
        "FluentEmail.Core.*::Send*",
        "SendGrid.*::SendEmailAsync",
        "Azure.Communication.Email.EmailClient::Send*",
        "Amazon.SimpleEmail*::SendEmail*",
        "Mailjet.Client.*::Send*",
        "PostmarkDotNet.*::Send*",
    ];

    // Each message goes to one of the pods, or to the one that wrote it.
    private static readonly string[] s_queues =
    [
        "RabbitMQ.", "EasyNetQ.", "MassTransit.", "Confluent.Kafka.", "KafkaFlow.", "NATS.", "MQTTnet.", "Azure.Messaging.", "Azure.Storage.Queues.", "Amazon.SQS.", "Google.Cloud.PubSub.", "StackExchange.Redis.", "Rebus.", "NServiceBus.",
        "System.Threading.Channels.", "System.Collections.Concurrent.",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (ScaledOut.Reason(publication) is not { } scaled)
        {
            yield break;
        }

        if (code.CallsTo(s_leaders).Any(static c => c.InProduction) || code.Literals.Any(static l => l.Value.Contains("pg_try_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("pg_advisory_lock", StringComparison.OrdinalIgnoreCase) || l.Value.Contains("sp_getapplock", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }

        foreach (KnownApi scheduler in s_schedulers)
        {
            if (code.CallsTo(scheduler).FirstOrDefault(static c => c.InProduction) is { } schedule)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, schedule), $"runs its schedule in every pod at the same time ({scaled})");
            }
        }

        IReadOnlyDictionary<string, string> settings = PublishedSettings.InServingPod(publication, code);
        if (code.CallsTo(s_quartzJob).FirstOrDefault(static c => c.InProduction) is { } job && code.CallsTo(s_quartzTimes).Any(static c => c.InProduction) && !code.CallsTo(s_quartzElsewhere).Any(static c => c.InProduction)
            && !code.Literals.Any(static l => l.Value.StartsWith("quartz.jobStore.", StringComparison.OrdinalIgnoreCase))
            && !MayHaveStore(publication, code, settings))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, job), $"keeps the schedule in the memory of one pod, so every pod runs every job ({scaled})");
        }

        foreach (CodeType service in code.Types.Where(static t => t is { Used: true, IsAbstract: false, WorksInMemory: false } && (t.Is("Microsoft.Extensions.Hosting.BackgroundService") || t.Is("Microsoft.Extensions.Hosting.IHostedService"))))
        {
            // The timer may stand in a base class of the application's own, which its jobs derive from.
            CodeCall? timer = code.CallsTo(s_timers).FirstOrDefault(c => IsOf(service, c) && IsSchedule(c, settings));
            if (timer is not null)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(new Location($"Background service {name}", "code:" + service.Name, timer.Place ?? service.Place), $"does its work on a timer, in every pod at the same time ({scaled})");
            }
            else if (SentByItself(code, service) is { } mail)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(
                    new Location($"Background service {name}", "code:" + service.Name, code.CallsTo(s_timers).FirstOrDefault(c => IsOf(service, c))?.Place ?? service.Place), $"looks again and again and sends mail ({MethodOf(mail)}), from every pod ({scaled})");
            }
        }
    }

    private static string MethodOf(CodeCall mail) => mail.Type[(mail.Type.LastIndexOf('.') + 1)..] + "." + mail.Method;

    // However short its pause is: each pod looks for itself, and each tells the same people. What comes out of a queue comes once.
    private static CodeCall? SentByItself(CodeFacts code, CodeType service) =>
        code.CallsTo(s_timers).Any(c => IsOf(service, c)) && !code.Calls.Any(c => c.InProduction && service.Work.Contains(c.In.Key) && s_queues.Any(q => c.Type.StartsWith(q, StringComparison.Ordinal)))
            ? code.CallsTo(s_mail).FirstOrDefault(c => c.InProduction && service.Work.Contains(c.In.Key))
            : null;

    private static bool IsOf(CodeType service, CodeCall timer) => timer.InProduction && (timer.In.Type == service.Name || service.InheritedWork.Contains(timer.In.ToString()));

    // In what the scheduler is given and is not known, in the settings of the pod, or in the file that Quartz reads by itself.
    private static bool MayHaveStore(Publication publication, CodeFacts code, IReadOnlyDictionary<string, string> settings) =>
        settings.Keys.Concat(publication.Project?.Manifests.Settings.Select(static s => s.Name) ?? []).Any(static k => k.Contains("jobStore", StringComparison.OrdinalIgnoreCase))
        || publication.Files.Visible.Any(static f => ImagePath.Name(f.Path).Equals("quartz.config", StringComparison.OrdinalIgnoreCase))
        || (code.CallsTo(s_quartzFactory).Any(static c => c.InProduction && !c.Arguments.IsEmpty && c.Argument(0) is not ConstantValue { Value: null })
            && (code.CallsTo(s_quartzFactory).Any(static c => c.InProduction && !c.Arguments.IsEmpty && c.Argument(0) is not (ObjectValue or ConstantValue))
                || code.CallsTo(s_properties).Any(static c => c.InProduction && c.Argument(0).Text is null)));

    // A short delay is a retry or a poll, which every pod does for itself; until a time of day, and for minutes that a setting names, is a schedule.
    private static bool IsSchedule(CodeCall call, IReadOnlyDictionary<string, string> settings) => call.Type != "System.Threading.Tasks.Task" || call.Argument(0).Alternatives.Any(delay => delay switch
    {
        ConstantValue { Value: TimeSpan { TotalSeconds: >= LeastSeconds } and { TotalDays: < 24 } } => true,
        ResultValue { Call: { Type: "System.DateTime" or "System.DateTimeOffset", Method: "op_Subtraction" or "Subtract" } } => true,
        ResultValue { Call: { Type: "System.TimeSpan", Method: "FromMinutes" or "FromHours" or "FromDays" } from } => from.Argument(0) is not ConstantValue,
        ResultValue { Call: { Type: "System.TimeSpan", Method: "FromSeconds" or "FromMilliseconds" } from } => from.Argument(0).Alternatives.Any(v => NumberOf(v, settings) >= LeastSeconds * (from.Method == "FromSeconds" ? 1 : 1000)),
        ConfigurationValue { Type: "System.TimeSpan" } => Routes.Resolve(delay, settings) is { } text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time.TotalSeconds >= LeastSeconds,
        _ => NumberOf(delay, settings) >= LeastSeconds * 1000,
    });

    // As the code has it, or as the pod's settings do.
    private static long? NumberOf(CodeValue value, IReadOnlyDictionary<string, string> settings) =>
        value.Number ?? (value is ConfigurationValue && Routes.Resolve(value, settings) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null);
}
