using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;

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
    private const int LeastSeconds = 30;

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

    // Who asks for updates, of which the other side admits one at a time.
    private static readonly KnownApi[] s_soleReaders = ["Telegram.Bot.*::StartReceiving", "Telegram.Bot.*::ReceiveAsync", "Telegram.Bot.*::GetUpdates*"];

    // A job that is kept in a store, and done once more for whoever asks.
    private static readonly KnownApi[] s_asked =
    [
        "Hangfire.RecurringJob::Trigger*", "Hangfire.RecurringJobManager::Trigger*", "Hangfire.IRecurringJobManager::Trigger*", "Hangfire.IRecurringJobManagerV2::Trigger*", "Hangfire.RecurringJobManagerExtensions::Trigger*",
        "Hangfire.BackgroundJob::Enqueue", "Hangfire.BackgroundJobClientExtensions::Enqueue", "Hangfire.BackgroundJob::Schedule", "Hangfire.BackgroundJobClientExtensions::Schedule",
        "Quartz.IScheduler::TriggerJob",
    ];

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

    // How messages are sent, and how they are taken.
    private static readonly KnownApi[] s_messages =
    [
        "Confluent.Kafka.IProducer`2::Produce*",
        "RabbitMQ.Client.*::BasicPublish*",
        "MassTransit.IPublishEndpoint::Publish*",
        "MassTransit.ISendEndpoint::Send*",
        "MassTransit.PublishEndpointExtensions::Publish*",
        "Azure.Messaging.ServiceBus.ServiceBusSender::Send*",
        "Azure.Messaging.EventHubs.Producer.*::Send*",
        "Amazon.SQS.*::SendMessage*",
        "Amazon.SimpleNotificationService.*::Publish*",
        "Google.Cloud.PubSub.V1.PublisherClient::Publish*",
        "NATS.Client.*::Publish*",
    ];

    private static readonly string[] s_taking = ["Consume", "BasicConsume", "BasicGet", "Receive", "Subscribe", "ReadAll", "Read", "TryRead", "TryDequeue", "Take", "TryTake", "StartProcessing"];

    private static readonly string[] s_databases = ["Microsoft.EntityFrameworkCore.", "Dapper.", "System.Data.", "Npgsql.", "Microsoft.Data.", "MySqlConnector.", "MongoDB.Driver.", "Marten."];

    // What keeps a row for the one who found it first.
    private static readonly string[] s_claims = ["SKIP LOCKED", "FOR UPDATE", "UPDLOCK", "READPAST", "FOR NO KEY UPDATE"];

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

        if (code.CallsTo(s_soleReaders).FirstOrDefault(static c => c.InProduction) is { } reader)
        {
            yield return Finding.Violation(CodeLocations.Of(publication, reader), $"asks Telegram for updates in every pod, and Telegram admits one at a time: the others get error 409, and so does a new pod beside the old one at a rollout ({scaled})") with
            {
                Fix = "Let Telegram call the application instead (SetWebhook), or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>.",
            };
        }

        foreach (CodeCall asked in code.CallsTo(s_asked).Where(c => c.InProduction && IsAtStart(code, c)).DistinctBy(static c => c.In.Key))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, asked), $"has the job done at each start of each pod, besides its schedule ({scaled})");
        }

        IReadOnlyDictionary<string, string> settings = PublishedSettings.InServingPod(publication, code);
        if (code.CallsTo(s_quartzJob).FirstOrDefault(static c => c.InProduction) is { } job && code.CallsTo(s_quartzTimes).Any(static c => c.InProduction) && !code.CallsTo(s_quartzElsewhere).Any(static c => c.InProduction)
            && !code.Literals.Any(static l => l.Value.StartsWith("quartz.jobStore.", StringComparison.OrdinalIgnoreCase))
            && !MayHaveStore(publication, code, settings))
        {
            yield return Finding.Violation(CodeLocations.Of(publication, job), $"keeps the schedule in the memory of one pod, so every pod runs every job ({scaled})");
        }

        // A loop that the program starts beside its host: Task.Run(async () => { while (true) { … } }).
        foreach (CodeLoop loop in code.Loops.Where(l => !code.Types.Any(t => t.Name == l.In.Type && (t.Is("Microsoft.Extensions.Hosting.IHostedService") || t.Work.Contains(l.In.Key)))))
        {
            if (loop.IsEndless && loop.In.Name is "Main" or "Configure" or "ConfigureServices" && code.CallsTo(s_timers).FirstOrDefault(c => c.InProduction && c.In.Key == loop.In.Key && IsSchedule(c, settings)) is { } pause)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, pause), $"is the pause of work that runs again and again, in every pod at the same time ({scaled})");
            }
        }

        foreach (CodeType service in code.Types.Where(static t => t is { Used: true, IsAbstract: false, WorksInMemory: false } && (t.Is("Microsoft.Extensions.Hosting.BackgroundService") || t.Is("Microsoft.Extensions.Hosting.IHostedService"))))
        {
            // The timer may stand in a base class of the application's own, which its jobs derive from.
            if (OnlyChecks(code, service))
            {
                continue;
            }

            CodeCall? timer = code.CallsTo(s_timers).FirstOrDefault(c => IsOf(service, c) && IsSchedule(c, settings));
            if (timer is not null)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(new Location($"Background service {name}", "code:" + service.Name, timer.Place ?? service.Place), $"does its work on a timer, in every pod at the same time ({scaled})");
            }
            else if (SentFromTable(code, service) is { } message)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(
                    new Location($"Background service {name}", "code:" + service.Name, service.Place), $"looks again and again into a table and sends what it finds ({MethodOf(message)}), from every pod, and nothing keeps two from finding the same ({scaled})") with
                {
                    Fix = "Claim the rows (SELECT … FOR UPDATE SKIP LOCKED, or UPDLOCK with READPAST), or take a lock first (Medallion.Threading, k8s.LeaderElection).",
                };
            }
            else if (SentByItself(code, service) is { } mail)
            {
                string name = service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..];
                yield return Finding.Violation(
                    new Location($"Background service {name}", "code:" + service.Name, code.CallsTo(s_timers).FirstOrDefault(c => IsOf(service, c))?.Place ?? service.Place), $"looks again and again and sends mail ({MethodOf(mail)}), from every pod ({scaled})");
            }
        }
    }

    // Each pod looks for itself whether others are well; it tells nobody of it by mail or message.
    private static bool OnlyChecks(CodeFacts code, CodeType service) =>
        Projects.SecretName.Words(service.Name[(service.Name.LastIndexOfAny(['.', '+']) + 1)..]).Any(static w => w is "health" or "healthcheck" or "healthchecks" or "liveness" or "readiness")
        && !code.Calls.Any(c => c.InProduction && service.Work.Contains(c.In.Key) && (s_mail.Any(m => m.Matches(c)) || s_messages.Any(m => m.Matches(c))));

    // In the method that runs the host, not in a handler that stands in it, or in what the host calls when it starts.
    private static bool IsAtStart(CodeFacts code, CodeCall call) =>
        code.Calls.Any(c => c.In.Key == call.In.Key && c.Method is "Run" or "RunAsync" && c.Type.StartsWith("Microsoft.", StringComparison.Ordinal))
        || (call.In.Name is "StartAsync" or "StartingAsync" or "StartedAsync" && code.Types.Any(t => t.Name == call.In.Type && (t.Is("Microsoft.Extensions.Hosting.IHostedService") || t.Is("Microsoft.Extensions.Hosting.IHostedLifecycleService"))));

    private static string MethodOf(CodeCall mail) => mail.Type[(mail.Type.LastIndexOf('.') + 1)..] + "." + mail.Method;

    // However short its pause is: each pod looks for itself, and each tells the same people. What comes out of a queue comes once.
    private static CodeCall? SentByItself(CodeFacts code, CodeType service) =>
        code.CallsTo(s_timers).Any(c => IsOf(service, c)) && !code.Calls.Any(c => c.InProduction && service.Work.Contains(c.In.Key) && s_queues.Any(q => c.Type.StartsWith(q, StringComparison.Ordinal)))
            ? code.CallsTo(s_mail).FirstOrDefault(c => c.InProduction && service.Work.Contains(c.In.Key))
            : null;

    // An outbox: what is sent comes out of a database, and no row is claimed. What comes out of a queue comes once.
    private static CodeCall? SentFromTable(CodeFacts code, CodeType service)
    {
        if (service.Work.Count == 0 || code.Literals.Any(static l => s_claims.Any(c => l.Value.Contains(c, StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        CodeCall[] work = [.. code.Calls.Where(c => c.InProduction && service.Work.Contains(c.In.Key))];
        return work.Any(static c => s_timers.Any(t => t.Matches(c))) && work.Any(static c => s_databases.Any(d => c.Type.StartsWith(d, StringComparison.Ordinal)))
            && !work.Any(static c => s_queues.Any(q => c.Type.StartsWith(q, StringComparison.Ordinal)) && s_taking.Any(t => c.Method.StartsWith(t, StringComparison.Ordinal)))
            ? work.FirstOrDefault(static c => s_messages.Any(m => m.Matches(c)))
            : null;
    }

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
