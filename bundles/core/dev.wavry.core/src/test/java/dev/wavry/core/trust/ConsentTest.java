package dev.wavry.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Right;
import dev.wavry.core.trust.ConsentPrompt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who comes in when a person is asked. Time is what the test says. */
class ConsentTest {
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10);
    private final Consent consent = new Consent(() -> now, true);
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private final ConsentPrompt person = new ConsentPrompt() {
        @Override
        public void asked(Question question) {
            told.add("asks " + question.number() + " " + question.name());
        }

        @Override
        public void settled(Question question, Outcome outcome) {
            told.add(outcome + " " + question.number());
        }
    };

    private int ask(String peer) {
        return consent.ask(peer, "name of " + peer, Right.USUAL, outcomes::add);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        consent.expire(now);
    }

    @Test
    void shouldLetInAtOnceWhereNobodySits() {
        Consent unattended = new Consent(() -> now, false);
        assertEquals(0, unattended.ask("a", "", Right.USUAL, outcomes::add));
        assertEquals(List.of(Outcome.ALLOWED), outcomes);
    }

    @Test
    void shouldLetInOnceThePersonSaysYes() {
        consent.tell(person);
        int number = ask("a");
        assertEquals(List.of(), outcomes);
        assertTrue(consent.answer(number, true));
        assertEquals(List.of(Outcome.ALLOWED), outcomes);
        assertFalse(consent.answer(number, false));
        assertEquals(List.of("asks 1 name of a", "ALLOWED 1"), told);
    }

    @Test
    void shouldDenyWhoeverIsNotAnsweredInThirtySeconds() {
        consent.tell(person);
        int number = ask("a");
        pass(29_999);
        assertEquals(List.of(), outcomes);
        pass(1);
        assertEquals(List.of(Outcome.TIMEOUT), outcomes);
        assertFalse(consent.answer(number, true));
        assertEquals(List.of("asks 1 name of a", "TIMEOUT 1"), told);
    }

    @Test
    void shouldTakeNoAnswerThatComesTooLateAlthoughNobodyLookedAtTheTime() {
        int number = ask("a");
        now += TimeUnit.SECONDS.toNanos(31);
        assertFalse(consent.answer(number, true));
        assertEquals(List.of(Outcome.TIMEOUT), outcomes);
    }

    @Test
    void shouldNotAskAgainForAWhileAfterANo() {
        consent.tell(person);
        consent.answer(ask("a"), false);
        assertEquals(0, ask("a"));
        assertEquals(List.of(Outcome.DENIED, Outcome.DENIED), outcomes);
        assertTrue(ask("b") > 0);
        consent.withdraw(2);
        pass(30_001);
        assertTrue(ask("a") > 0);
        assertEquals(List.of("asks 1 name of a", "DENIED 1", "asks 2 name of b", "GONE 2", "asks 3 name of a"), told);
    }

    @Test
    void shouldForgetTheQuestionOfAClientThatLeft() {
        int number = ask("a");
        consent.withdraw(number);
        consent.withdraw(number);
        assertFalse(consent.answer(number, true));
        assertEquals(List.of(Outcome.GONE), outcomes);
        assertEquals(List.of(), consent.questions());
    }

    @Test
    void shouldKeepOnlySoManyQuestionsAndTellThoseThatAreOpenToWhoComesLater() {
        for (int i = 0; i < 8; i++) {
            assertTrue(ask("client " + i) > 0);
        }
        assertEquals(0, ask("one too many"));
        assertEquals(List.of(Outcome.DENIED), outcomes);
        consent.tell(person);
        assertEquals(8, told.size());
        consent.forget(person);
        pass(30_000);
        assertEquals(8, told.size());
        assertEquals(9, outcomes.size());
    }
}
