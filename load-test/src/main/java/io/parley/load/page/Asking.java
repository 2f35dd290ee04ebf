package io.parley.load.page;

import io.parley.load.measure.Schedule;
import io.parley.load.measure.Until;
import io.parley.load.report.Cost;
import io.parley.load.report.Result;
import io.parley.load.server.CpuMeter;
import io.parley.load.settings.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Readers ask for pages, at a rate or each when its answer has come. */
final class Asking {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final List<Reader> readers;
    private final LoadOptions options;
    private final CpuMeter cpu;

    private record Began(CpuMeter.Reading cpu, long answered) {}

    Asking(List<Reader> readers, LoadOptions options, CpuMeter cpu) {
        this.readers = readers;
        this.options = options;
        this.cpu = cpu;
    }

    Result measure(String name, String title) {
        long from = System.nanoTime() + options.warmup() * NANOS;
        long until = from + options.seconds() * NANOS;
        Answers answers = new Answers(from);
        Disposable progress = Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .subscribe(second -> System.err.printf("%4d s  %s%n", second + 1, answers.progress()));
        CompletableFuture<Began> began = CompletableFuture.supplyAsync(
                () -> new Began(cpu.read(), answers.answeredCount()),
                CompletableFuture.delayedExecutor(options.warmup() * NANOS, TimeUnit.NANOSECONDS));
        try {
            if (options.closed(true)) {
                closed(answers, until);
            } else {
                open(answers);
            }
            answers.ended();
            return result(name, title, answers, until, began.join());
        } finally {
            progress.dispose();
        }
    }

    private Result result(String name, String title, Answers answers, long until, Began began) {
        Cost cost = Cost.between(began.cpu(), cpu.read(), answers.answeredCount() - began.answered());
        return new Result(
                title, options.factor(), List.of(answers.rate(name, until)), List.of(), answers.faults(), cost);
    }

    private void closed(Answers answers, long until) {
        Flux.fromIterable(readers)
                .flatMap(
                        reader -> Mono.defer(() -> ask(reader, answers, System.nanoTime()))
                                .repeat(() -> System.nanoTime() - until < 0),
                        readers.size())
                .take(Duration.ofNanos(until - System.nanoTime()).plus(options.drain()))
                .blockLast();
    }

    private void open(Answers answers) {
        Schedule schedule = Schedule.of(System.nanoTime(), options.rate(), options.warmup(), options.seconds());
        for (long number = 0; number < schedule.total(); number++) {
            schedule.awaitDue(number);
            Reader reader = readers.get((int) (number % readers.size()));
            Disposable unused =
                    ask(reader, answers, schedule.startNanos(number)).subscribe();
        }
        // What has no answer then is counted at the end.
        boolean unused = Until.holds(answers::allAnswered, options.drain());
    }

    private static Mono<Void> ask(Reader reader, Answers answers, long due) {
        Question question = reader.next().get();
        answers.asked();
        return reader.wire()
                .request(question.route(), question.bytes())
                .doOnNext(page -> answers.answered(question, page, due))
                .then()
                .onErrorResume(error -> {
                    answers.failed(error);
                    return Mono.delay(AFTER_REFUSAL).then();
                });
    }
}
